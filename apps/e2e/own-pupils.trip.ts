import { expect } from '@jest/globals'
import { startPupilsAt } from '@contactpoint/testing'
import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'

// Runs before each spec file here, as they share stacks: no two of them make the same pupil.

/** More than any spec file makes. */
const PUPILS = 1_000

const { testPath } = expect.getState()
const specs = readdirSync(dirname(testPath!)).filter((name) => name.endsWith('.spec.ts'))
startPupilsAt(specs.sort().indexOf(basename(testPath!)) * PUPILS)
