import { allRoutes, api, ROLES, type AnyRoute } from '@contactpoint/contracts'
import { accessMatrix } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STEPS, type StepKind } from './steps.rules.ts'

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

  it.each<[AnyRoute, StepKind[]]>([
    [api.children.requestShield, ['interim-shield', 'asked-again']],
    [api.shields.setTier, ['seal', 'unseal']],
    [api.shields.place, ['place']],
    [api.shields.confirm, ['confirm']],
    [api.shields.refuse, ['propose-refusal', 'agree-refusal', 'refuse']],
    [api.shields.review, ['review-keep', 'review-lift']],
    [api.shields.proposeLift, ['propose-lift']],
    [api.shields.agreeLift, ['agree-lift']],
    [api.shields.decideLift, ['keep', 'lift']],
    [api.proposals.offerHandover, ['move']],
    [api.proposals.acceptHandover, ['move']],
    [api.proposals.merge, ['merge']],
    [api.proposals.agreeMerge, ['merge']],
    [api.proposals.split, ['split']],
    [api.proposals.agreeSplit, ['split']],
  ])('is the same at $0.id as in the table of steps', ({ asks }, kinds) => {
    const roles = new Set(kinds.flatMap((kind) => STEPS[kind].by))
    expect([...asks!.roles].sort()).toEqual([...roles].sort())
  })
})
