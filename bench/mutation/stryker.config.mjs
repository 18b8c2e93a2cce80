// How the rules that run.mjs names are mutated, and by which specs it must be noticed.
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const own = join(root, '.cache', 'mutation')
const mutated = process.argv[process.argv.indexOf('--mutate') + 1]
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  plugins: [join(own, 'node_modules', '@stryker-mutator', 'jest-runner', 'dist', 'src', 'index.js')],
  jest: {
    projectType: 'custom',
    configFile: 'bench/mutation/jest.config.mjs',
    // The specs beside a rule must notice; those of whatever uses it too would take ten times as long.
    config: { roots: [join('<rootDir>', dirname(mutated))] },
    enableFindRelatedTests: true,
  },
  coverageAnalysis: 'off',
  ignorePatterns: ['.cache', '.run', '.nx', '**/dist', 'bench/linkage', 'bench/results', 'deploy', 'coverage'],
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only'],
  incremental: true,
  incrementalFile: join(own, 'incremental.json'),
  concurrency: 2,
  // Jest keeps what each run has loaded: a process that goes on grows by a hundred megabytes a mutant, and slows.
  maxTestRunnerReuse: 15,
  timeoutMS: 60_000,
  disableTypeChecks: false,
  allowConsoleColors: false,
}
