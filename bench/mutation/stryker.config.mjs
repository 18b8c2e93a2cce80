// How the rules that run.mjs names are mutated, and by which specs it must be noticed.
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const own = join(root, '.cache', 'mutation')
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  plugins: [join(own, 'node_modules', '@stryker-mutator', 'jest-runner', 'dist', 'src', 'index.js')],
  jest: { projectType: 'custom', configFile: 'bench/mutation/jest.config.mjs', enableFindRelatedTests: true },
  coverageAnalysis: 'off',
  ignorePatterns: ['.cache', '.run', '.nx', '**/dist', 'bench/linkage', 'bench/results', 'deploy', 'coverage'],
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only'],
  incremental: true,
  incrementalFile: join(own, 'incremental.json'),
  concurrency: 2,
  timeoutMS: 60_000,
  disableTypeChecks: false,
  allowConsoleColors: false,
}
