// How the rules that run.mjs names are mutated, and by which specs it must be noticed.
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
const own = join(root, '.cache', 'mutation')
const mutated = process.argv[process.argv.indexOf('--mutate') + 1]

/** Rules: the specs beside a rule must notice; those of whatever uses it too would take ten times as long. */
const byUnitSpecs = {
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  plugins: [join(own, 'node_modules', '@stryker-mutator', 'jest-runner', 'dist', 'src', 'index.js')],
  jest: {
    projectType: 'custom',
    configFile: 'bench/mutation/jest.config.mjs',
    config: { roots: [join('<rootDir>', dirname(mutated))] },
    enableFindRelatedTests: true,
  },
  // Jest keeps what each run has loaded: a process that goes on grows by a hundred megabytes a mutant, and slows.
  maxTestRunnerReuse: 15,
  timeoutMS: 60_000,
}

/**
 * What stands on a database: the integration specs beside it must notice, each time in a process of its own. They load the packages of
 * the workspace from where they lie, so that the file itself is changed while it runs, and put back.
 */
const byIntegrationSpecs = {
  inPlace: true,
  testRunner: 'command',
  commandRunner: {
    // In no shell and by no npm: what loops is ended with its servers when its time is over.
    command: `exec ${process.execPath} node_modules/jest/bin/jest.js --config bench/mutation/jest.stores.config.mjs --roots ${dirname(mutated)} --bail --maxWorkers 1`,
  },
  timeoutMS: 40_000,
}

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...(mutated.endsWith('.rules.ts') ? byUnitSpecs : byIntegrationSpecs),
  coverageAnalysis: 'off',
  ignorePatterns: ['.cache', '.run', '.nx', '**/dist', 'bench/linkage', 'bench/results', 'deploy', 'coverage'],
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only'],
  incremental: true,
  incrementalFile: join(own, 'incremental.json'),
  concurrency: 2,
  disableTypeChecks: false,
  allowConsoleColors: false,
}
