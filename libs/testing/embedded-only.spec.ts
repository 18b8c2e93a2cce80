import { projectRoot } from '@contactpoint/stack'
import { expect, it } from '@jest/globals'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EMBEDDED_ONLY } from './embedded-only.ts'

/** What is done to a server by hand, and to which. */
const ACTS = /\.kill\(|findBinary\(/
const ON_A_SERVER = /'(mongo|nats)'|\bMONGOD\b/

it('every spec that kills a server or starts one of its own is left out of a run on containers, and no other', () => {
  const specs = globSync('{apps,libs}/**/*.spec.ts', { cwd: projectRoot, exclude: ['**/node_modules', '**/dist'] })
  const found = specs.filter((path) => {
    const text = readFileSync(join(projectRoot, path), 'utf8')
    return !import.meta.filename.endsWith(path) && ACTS.test(text) && ON_A_SERVER.test(text)
  })
  expect(found.sort()).toEqual(Object.keys(EMBEDDED_ONLY).sort())
})
