// The specs that mutants must not pass: of the pure rules of the apps that shield.
import { join } from 'node:path'
import all from '../../jest.config.mjs'

const [unit] = all.projects
// The copy that is mutated lies in a folder that Jest otherwise passes over.
const passedOver = ['displayName', 'modulePathIgnorePatterns']

export default {
  ...Object.fromEntries(Object.entries(unit).filter(([name]) => !passedOver.includes(name))),
  rootDir: join(import.meta.dirname, '..', '..'),
  roots: ['<rootDir>/apps/shielding', '<rootDir>/apps/directory'],
  testRegex: '(\\.rules|/restrictions)\\.spec\\.ts$',
}
