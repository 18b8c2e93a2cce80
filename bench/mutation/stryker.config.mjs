// What is mutated, and by which specs it must be noticed: pure rules, whose unit specs take a second. Services, repositories and
// controllers are left out: only specs with a database and a broker notice what breaks in them, some seconds a mutant.
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const own = join(root, '.cache', 'mutation')
/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  mutate: [
    'apps/shielding/**/*.rules.ts',
    'apps/directory/restrictions/**/*.rules.ts',
    'apps/directory/**/key-visibility*.ts',
    'apps/directory/search/search.rules.ts',
  ],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  plugins: [join(own, 'node_modules', '@stryker-mutator', 'jest-runner', 'dist', 'src', 'index.js')],
  jest: { projectType: 'custom', configFile: 'bench/mutation/jest.config.mjs', enableFindRelatedTests: true },
  coverageAnalysis: 'off',
  ignorePatterns: ['.cache', '.run', '.nx', '**/dist', 'bench/linkage', 'bench/results', 'deploy', 'coverage'],
  tempDirName: '.stryker-tmp',
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: join(own, 'report.json') },
  incremental: true,
  incrementalFile: join(own, 'incremental.json'),
  concurrency: 2,
  timeoutMS: 20_000,
  disableTypeChecks: false,
  allowConsoleColors: false,
}
