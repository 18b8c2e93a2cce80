// The specs that mutants of services and repositories must not pass: on a database, but for the ones that take a minute each.
import { join } from 'node:path'
import all from '../../jest.config.mjs'

const integration = all.projects.find(({ displayName }) => displayName === 'integration')

export default {
  ...integration,
  rootDir: join(import.meta.dirname, '..', '..'),
  testTimeout: all.testTimeout,
  testPathIgnorePatterns: [...integration.testPathIgnorePatterns, '/march-2009\\.', '/what-was-said\\.'],
}
