import { describe, expect, it } from '@jest/globals'
import {
  INVOLVEMENT_STATES,
  INVOLVEMENT_STEPS,
  mayTake,
  stateOf,
  stepsOf,
  type InvolvementStep,
} from './steps.rules.ts'

const given = { givenBy: 'young-person', basis: 'explicit-consent', givenOn: '2026-03-02' } as const
const consent = { ...given, recordedBy: 'p-1', recordedAt: new Date(0), withdrawnBy: null, withdrawnAt: null }

describe('the steps of an involvement', () => {
  it('may be taken in these states and in no other', () => {
    const steps = Object.keys(INVOLVEMENT_STEPS) as InvolvementStep[]
    const matrix = steps.map((step) => [step, ...INVOLVEMENT_STATES.map((state) => (mayTake(step, state) ? 'x' : '-'))])
    expect(matrix.map((row) => row.join(' '))).toEqual(['change x - -', 'end x - -', 'withdraw x x -'])
  })

  it('are told by what changes: a withdrawal and an end are steps of their own, and nothing is none', () => {
    expect(stepsOf({})).toEqual([])
    expect(stepsOf({ phone: '01134960123' })).toEqual(['change'])
    expect(stepsOf({ leadProfessional: false })).toEqual(['change'])
    expect(stepsOf({ endDate: '2026-09-30' })).toEqual(['end'])
    expect(stepsOf({ consentWithdrawn: true })).toEqual(['withdraw'])
    expect(stepsOf({ phone: '1', endDate: '2', consentWithdrawn: true })).toEqual(['change', 'end', 'withdraw'])
  })
})

describe('an involvement', () => {
  it('goes on until it has an end, and is withdrawn with its consent, ended or not', () => {
    expect(stateOf({ endDate: null, consent: null })).toBe('going-on')
    expect(stateOf({ endDate: null, consent })).toBe('going-on')
    expect(stateOf({ endDate: '2026-09-30', consent })).toBe('ended')
    for (const endDate of [null, '2026-09-30'])
      expect(stateOf({ endDate, consent: { ...consent, withdrawnAt: new Date(1) } })).toBe('withdrawn')
  })
})
