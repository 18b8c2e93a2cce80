// The specs that mutants must not pass: of the pure rules of the apps that shield.
import { join } from 'node:path'
import all from '../../jest.config.mjs'

const [unit] = all.projects
// The copy that is mutated lies in a folder that Jest otherwise passes over.
// What switches a mutant on knows Jest's own environment and runtime.
const passedOver = ['displayName', 'modulePathIgnorePatterns', 'runtime']

export default {
  ...Object.fromEntries(Object.entries(unit).filter(([name]) => !passedOver.includes(name))),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@contactpoint/source', 'node', 'import', 'default'] },
  extensionsToTreatAsEsm: ['.ts'],
  rootDir: join(import.meta.dirname, '..', '..'),
  testRegex: '(\\.rules|/restrictions)\\.spec\\.ts$',
}
