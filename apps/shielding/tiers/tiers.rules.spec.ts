import { TIERS } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import { interimShield } from '../protection/protection.rules.ts'
import type { Shield } from '../protection/protection.schema.ts'
import { readingEntry } from '../release/release.rules.ts'
import { maySet, opening, OPENING_ASKED } from './tiers.rules.ts'

const childId = 'KLJ6G4D4VGLR'
const began = new Date(0)
const shield = (tier: Shield['tier']): Shield => ({
  ...interimShield(aCaller({ personId: 'p-9' }), { childId, ground: 'other', channel: 'user' }),
  ...{ tier, tierBy: 'p-1', since: began, dueAt: began, escalateAt: began },
})
const [who, another] = [aCaller({ personId: 'p-1' }), aCaller({ personId: 'p-2' })]

it('A sealed record is opened by no other account of who sealed it (I8)', () => {
  expect(maySet(aCaller({ personId: 'p-3', identity: 'p-1' }), shield('sealed'), 'standard')).toBe(false)
})

describe('A sealed record', () => {
  it('is opened by somebody else than who sealed it (I8)', () => {
    expect(maySet(who, shield('sealed'), 'standard')).toBe(false)
    expect(maySet(another, shield('sealed'), 'standard')).toBe(true)
  })

  it('is opened by nobody who sealed what was merged with it (I8)', () => {
    const joined = { ...shield('sealed'), alsoSealedBy: ['p-2', 'p-3'] }
    for (const personId of ['p-1', 'p-2', 'p-3']) expect(maySet(aCaller({ personId }), joined, 'standard')).toBe(false)
    expect(maySet(aCaller({ personId: 'p-4' }), joined, 'standard')).toBe(true)
  })

  it('may be opened by who only asked for the shield', () => {
    expect(maySet(aCaller({ personId: 'p-9' }), shield('sealed'), 'standard')).toBe(true)
  })

  it('stays sealed by anybody, and any record can be sealed by whoever opened it', () => {
    for (const caller of [who, another])
      for (const before of TIERS) expect(maySet(caller, shield(before), 'sealed')).toBe(true)
  })
})

it('A record that is not sealed can be left so by anybody', () => {
  for (const caller of [who, another]) expect(maySet(caller, shield('standard'), 'standard')).toBe(true)
})

describe('An opening', () => {
  it('is recorded as that, without a reason, and shows nothing of the child', () => {
    const { caller, ...said } = readingEntry('e-1', who, { ...OPENING_ASKED, policy: 1 }, opening(childId))
    expect(caller.personId).toBe('p-1')
    expect(said).toEqual({
      entryId: 'e-1',
      action: 'shield-tier',
      policy: 1,
      reason: null,
      particulars: { tier: 'standard' },
      outcome: 'done',
      children: [{ childId, shown: 'nothing' }],
    })
  })

  it('is there to be done, under no stance: a shield does not keep itself shut', () => {
    expect(opening(childId)).toMatchObject({ content: true, stances: [] })
  })
})
