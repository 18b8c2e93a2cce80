import type { RequestShield } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import {
  interimShield,
  ofRecord,
  requestStep,
  sealersOf,
  sharedShield,
  shieldEntry,
  stepOf,
  withTier,
} from './protection.rules.ts'
import type { Protection, Shield } from './protection.schema.ts'

const [since, at] = [new Date('2026-06-27T09:00:00Z'), new Date('2026-06-28T09:00:00Z')]
const ask: RequestShield = { childId: 'KLJ6G4D4VGLR', ground: 'adoption', channel: 'parent' }
const caller = aCaller({ personId: 'p-7' })
const times = { since, dueAt: at, escalateAt: at }
const shield: Shield = { ...interimShield(caller, ask), ...times }
const sealed: Shield = { ...shield, tier: 'sealed', tierBy: 'o-1' }

describe('A shield', () => {
  it('begins as an interim one that leaves four things, by whoever asked for it, with its ground and channel', () => {
    expect(interimShield(caller, ask)).toEqual({
      ...{
        state: 'interim',
        tier: 'standard',
        tierBy: 'p-7',
        requestedBy: 'p-7',
        ground: 'adoption',
        channel: 'parent',
      },
      ...{ placedBy: null, ending: null, isLiftWanted: false, escalations: 0 },
    })
  })

  it('keeps how a parent was known, where a council said so', () => {
    expect(interimShield(caller, { ...ask, evidence: 'passport' })).toMatchObject({ evidence: 'passport' })
    expect(interimShield(caller, ask)).not.toHaveProperty('evidence')
  })

  it('is asked for by a person, whichever of their accounts they use', () => {
    expect(interimShield(aCaller({ personId: 'a-2', identity: 'p-7' }), ask)).toMatchObject({
      requestedBy: 'p-7',
      tierBy: 'p-7',
    })
  })
})

describe('The shield that two records of one child have from now on', () => {
  it('is there when either has one: none is lost by joining them, nor by parting them again', () => {
    for (const one of [shield, sealed]) {
      expect(sharedShield(one, null)).toEqual(one)
      expect(sharedShield(null, one)).toEqual(one)
    }
    expect(sharedShield(null, null)).toBeNull()
  })

  it('is the tighter of the two, whichever is named first', () => {
    expect(sharedShield(shield, sealed)).toEqual(sealed)
    expect(sharedShield(sealed, shield)).toEqual(sealed)
  })

  it('is one of the two, whole, when both leave the same', () => {
    for (const one of [shield, sealed]) {
      const other = { ...one, requestedBy: 'p-8' }
      expect([one, other]).toContainEqual(sharedShield(one, other))
    }
  })

  it('is by all who sealed either, each once, whichever is named first and however often they are joined (I8)', () => {
    const others = { ...sealed, tierBy: 'o-2', alsoSealedBy: ['o-3'] }
    for (const [one, other] of [
      [sealed, others],
      [others, sealed],
    ] as const) {
      const joined = sharedShield(one, other)!
      expect(sealersOf(joined).toSorted()).toEqual(['o-1', 'o-2', 'o-3'])
      for (const more of [sealed, others, shield])
        expect(sealersOf(sharedShield(joined, more)!).toSorted()).toEqual(['o-1', 'o-2', 'o-3'])
    }
    expect(sealersOf(sharedShield(sealed, shield)!)).toEqual(['o-1'])
    expect(sealersOf(sharedShield(shield, shield)!)).toEqual([])
  })

  it('is ended by nobody who wanted to end one of the two: they had not heard of the other', () => {
    const ending = { kind: 'lift', code: 'risk-ended', proposedBy: 'o-1', agreedBy: 'o-2' } as const
    const ended = { ...shield, state: 'lift-proposed', isLiftWanted: true, ending } as const
    const refused = { ...shield, ending: { ...ending, kind: 'refusal' } } as const
    const confirmed = { ...shield, state: 'confirmed' } as const
    for (const other of [shield, confirmed, ended]) {
      expect(sharedShield(ended, other)).toEqual(confirmed)
      expect(sharedShield(refused, other)).toEqual(shield)
      expect(sharedShield(other, { ...ended, tier: 'sealed' })).toEqual({ ...confirmed, tier: 'sealed' })
    }
    expect([sharedShield(ended, null), sharedShield(null, ended)]).toEqual([confirmed, confirmed])
  })
})

describe('A tier that somebody sets', () => {
  it('is by them alone where it is another one', () => {
    expect(withTier({ ...sealed, alsoSealedBy: ['o-2'] }, 'standard', { identity: 'o-3' })).toEqual({
      ...{ ...shield, tierBy: 'o-3' },
    })
    expect(withTier(shield, 'sealed', { identity: 'o-1' })).toEqual(sealed)
  })

  it('that is a seal already is by all who have sealed, each once (I8)', () => {
    const twice = withTier(sealed, 'sealed', { identity: 'o-2' })!
    expect(twice).toEqual({ ...sealed, alsoSealedBy: ['o-2'] })
    expect(sealersOf(withTier(twice, 'sealed', { identity: 'o-3' })!)).toEqual(['o-1', 'o-2', 'o-3'])
    for (const identity of ['o-1', 'o-2']) expect(withTier(twice, 'sealed', { identity })).toBeNull()
  })

  it('that is no seal changes nothing where it is so already', () => {
    expect(withTier(shield, 'standard', { identity: 'o-1' })).toBeNull()
  })
})

describe('A shield that a record has in common with another', () => {
  const [leeds, bradford] = [
    { ...shield, authority: '383' },
    { ...sealed, authority: '380' },
  ]

  it('is that of the other in all but the authority, which goes with the record', () => {
    expect(ofRecord(bradford, leeds)).toEqual({ ...sealed, authority: '383' })
    expect(ofRecord(bradford, { ...leeds, authority: null })).toEqual({ ...sealed, authority: null })
    for (const unknown of [shield, null]) expect(ofRecord(bradford, unknown)).toEqual(sealed)
  })

  it('is its own where that is the one, and none where there is none', () => {
    expect(ofRecord(leeds, leeds)).toEqual(leeds)
    for (const own of [leeds, null]) expect(ofRecord(null, own)).toBeNull()
  })
})

describe('A step of a protection is kept', () => {
  const protection: Protection = { _id: 'C', version: 3, shield, guardedAt: null, changedAt: at }
  const step = { childId: 'C', version: 3, at, ground: null, channel: null }

  it('as of when the database made it, by whom, with the reason where there is one, and without the ground', () => {
    expect(stepOf('lift', protection, 'o-1', 'risk-ended')).toEqual({
      ...step,
      kind: 'lift',
      by: 'o-1',
      code: 'risk-ended',
    })
    expect(stepOf('lookalike-hidden', protection, 'D')).toEqual({
      ...step,
      kind: 'lookalike-hidden',
      by: 'D',
      code: null,
    })
  })

  it('when a shield begins or is asked for again with the ground and the channel of who asked', () => {
    for (const kind of ['interim-shield', 'asked-again'] as const)
      expect(requestStep(kind, protection, 'p-7', { ground: 'police-protection', channel: 'authority' })).toEqual({
        ...{ ...step, kind, by: 'p-7', code: null },
        ...{ ground: 'police-protection', channel: 'authority' },
      })
  })
})

describe('What the log says of what was asked of a shield', () => {
  it('is who, what, for which child and how it ended; nothing is shown by it, and the ground stays with the officers', () => {
    const { caller: who, ...said } = shieldEntry('e-1', caller, 'shield-request', ask.childId, 'done')
    expect(who).toEqual({ personId: 'p-7', role: 'practitioner', organisation: 'Leeds', trace: caller.trace })
    expect(said).toEqual({
      ...{ entryId: 'e-1', action: 'shield-request', outcome: 'done', reason: null, particulars: null },
      children: [{ childId: ask.childId, shown: 'nothing' }],
    })
  })

  it('keeps no text that is no child’s id: it may be anything', () => {
    expect(shieldEntry('e-1', caller, 'shield-tier', 'Grace Mainwood', 'not-found')).toMatchObject({
      ...{ action: 'shield-tier', outcome: 'not-found', children: [] },
    })
  })
})
