import { LINK_DECISIONS, LINK_MODEL_STATES, ROLES, TRIAL_DECISIONS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { agreementOf, stepFor, trialSaid } from './models.rules.ts'

const said = (rows: number, agreed: number | null) => trialSaid({ rows, agreed, moves: [] }, String)

describe('the trial of a model', () => {
  it('is a table that has every row once, and marks where both decided the same', () => {
    const possible = LINK_DECISIONS.flatMap((inForce) =>
      TRIAL_DECISIONS.filter((one) => one !== 'another' || inForce === 'same').map((onTrial) => ({ inForce, onTrial })),
    )
    const moves = fc
      .subarray(possible)
      .chain((some) => fc.tuple(...some.map((one) => fc.nat(9_999).map((rows) => ({ ...one, rows })))))
    fc.assert(
      fc.property(moves, (some) => {
        const cells = agreementOf({ rows: 0, agreed: null, moves: some }).lines.flatMap((line) => line.cells)
        const sum = (all: { rows: number }[]) => all.reduce((total, { rows }) => total + rows, 0)
        const kept = cells.filter((cell) => cell !== null)
        expect([kept.length, sum(kept)]).toEqual([possible.length, sum(some)])
        const agreed = some.filter(({ inForce, onTrial }) => inForce === onTrial)
        expect(sum(kept.filter(({ isAgreed }) => isAgreed))).toBe(sum(agreed))
      }),
    )
  })

  it('is said in a sentence that never says all of what is not quite all, and how many rows are needed while they are too few', () => {
    expect(said(0, null)).toBe('No row has come yet since it was proposed.')
    expect(said(20_000, 0.99999)).toBe('Tried on 20000 rows: both decided the same about 99.99 of 100.')
    expect(said(1_000, 1)).toBe('Tried on 1000 rows: both decided the same about 100 of 100.')
    expect(said(1, 1)).toMatch(/^Tried on 1 row: .* 1000 are needed/)
  })
})

describe('a model', () => {
  it('is put in force while it is on trial, by the management team alone', () => {
    const steps = ROLES.flatMap((role) => LINK_MODEL_STATES.map((state) => [role, state, stepFor({ state }, role)]))
    expect(steps.filter(([, , step]) => step)).toEqual([['cpmt', 'on-trial', 'activate']])
  })
})
