// Run with the pinned Node after a build: npx node libs/testing/bin/access-matrix.mjs
// Writes docs/access-matrix.md anew: who may do what, for a review to see.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { STEPS } from '../../../apps/shielding/dist/protection/steps.rules.js'
import { accessMatrix } from '../dist/access-matrix.js'

writeFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'access-matrix.md'), accessMatrix(STEPS))
