import { allRoutes, api, ROLES } from '@contactpoint/contracts'
import { accessMatrix } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STEPS } from './steps.rules.ts'

const FILE = join(import.meta.dirname, '..', '..', '..', 'docs', 'access-matrix.md')

describe('who may do what', () => {
  it('is what docs/access-matrix.md says, which a review has seen (the command to write it anew stands there)', () => {
    expect(accessMatrix(STEPS)).toBe(readFileSync(FILE, 'utf8'))
  })

  it('is said of every route and every step, for every role', () => {
    const lines = accessMatrix(STEPS).split('\n')
    for (const name of [...allRoutes().map(({ id }) => id), ...Object.keys(STEPS)]) {
      const [row, ...others] = lines.filter((line) => line.startsWith(`| ${name} `))
      expect(others).toEqual([])
      expect(row!.split('|')).toHaveLength(ROLES.length + 4)
    }
  })

  it('is the same at the route by which a step is asked for and in the table of steps', () => {
    expect([...api.children.requestShield.asks!.roles].sort()).toEqual([...STEPS['interim-shield'].by].sort())
  })
})
