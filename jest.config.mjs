import { EMBEDDED_ONLY } from './libs/testing/embedded-only.ts'

// Every answer on the bus is held against its contract, also in the processes that specs start.
process.env.CHECK_ANSWERS = 'yes'

const testing = `${import.meta.dirname}/libs/testing`

const shared = {
  // A spec is loaded with Node's own modules: see docs/decisions/0026.
  testEnvironment: `${testing}/bin/spec-environment.mjs`,
  runtime: `${testing}/bin/spec-runtime.mjs`,
  transform: { '\\.ts$': ['@swc/jest', { swcrc: false, ...swcOptions() }] },
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...leftOut()],
  modulePathIgnorePatterns: ['/dist/', '/.run/', '/.cache/', '/.stryker-tmp/'],
  setupFiles: [`${testing}/reflect-metadata.ts`],
}

function swcOptions() {
  return {
    module: { type: 'es6' },
    sourceMaps: true,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  }
}

function leftOut() {
  return process.env.CONTACTPOINT_CONTAINERS ? Object.keys(EMBEDDED_ONLY).map((path) => `/${path}$`) : []
}

const outsideE2e = { ...shared, testPathIgnorePatterns: [...shared.testPathIgnorePatterns, '/apps/e2e/'] }

/**
 * Three kinds of test, told by suffix: see docs/decisions and ARCHITECTURE. Unit tests `-of-every-` something try a sample of
 * it; the project exhaustive has them try all.
 */
export default {
  // A busy machine is no failure: what hangs is still found, later.
  testTimeout: 180_000,
  maxWorkers: '100%',
  projects: [
    { ...outsideE2e, displayName: 'unit', testRegex: '(?<!\\.int)\\.spec\\.ts$' },
    {
      ...outsideE2e,
      displayName: 'exhaustive',
      testRegex: '-of-every-[a-z]+\\.spec\\.ts$',
      globals: { exhaustive: true },
    },
    { ...outsideE2e, displayName: 'integration', testRegex: '\\.int\\.spec\\.ts$' },
    {
      ...shared,
      displayName: 'e2e',
      testRegex: '/apps/e2e/.*\\.spec\\.ts$',
      globalSetup: '<rootDir>/libs/testing/bin/shared-stacks.mjs',
      globalTeardown: '<rootDir>/libs/testing/bin/shared-stacks-end.mjs',
      setupFilesAfterEnv: ['<rootDir>/apps/e2e/own-pupils.trip.ts'],
    },
  ],
}
