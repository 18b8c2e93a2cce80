import { TIERS, type RequestShield } from '@contactpoint/contracts'
import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import {
  interimShield,
  interimStep,
  lookalikeStep,
  recordStep,
  sharedShield,
  shieldEntry,
  tierStep,
} from './protection.rules.ts'
import type { Protection, Shield } from './protection.schema.ts'

const [since, at] = [new Date('2026-06-27T09:00:00Z'), new Date('2026-06-28T09:00:00Z')]
const ask: RequestShield = { childId: 'KLJ6G4D4VGLR', ground: 'adoption', channel: 'parent' }
const caller = aCaller({ personId: 'p-7' })
const shield = interimShield(caller, ask, since)
const sealed: Shield = { ...shield, tier: 'sealed', tierBy: 'o-1' }

describe('A shield', () => {
  it('begins as an interim one that leaves four things, by whoever asked for it, with its ground and channel', () => {
    expect(shield).toEqual({
      ...{ state: 'interim', tier: 'standard', tierBy: 'p-7', requestedBy: 'p-7' },
      ...{ ground: 'adoption', channel: 'parent', since },
    })
  })
})

describe('The shield that two records of one child have from now on', () => {
  it('is there when either has one: none is lost by joining them, nor by parting them again', () => {
    for (const one of [shield, sealed]) {
      expect(sharedShield(one, null)).toBe(one)
      expect(sharedShield(null, one)).toBe(one)
    }
    expect(sharedShield(null, null)).toBeNull()
  })

  it('is the tighter of the two, whichever is named first', () => {
    expect(sharedShield(shield, sealed)).toBe(sealed)
    expect(sharedShield(sealed, shield)).toBe(sealed)
  })

  it('is one of the two, whole, when both leave the same', () => {
    for (const one of [shield, sealed]) {
      const other = { ...one, requestedBy: 'p-8' }
      expect([one, other]).toContain(sharedShield(one, other))
    }
  })
})

describe('A step of a protection is kept', () => {
  const unexplained = { ground: null, channel: null }

  it('when a shield begins with its ground and channel, as of when it began', () => {
    expect(interimStep('C', 3, shield)).toEqual({
      ...{ childId: 'C', version: 3, kind: 'interim-shield', by: 'p-7', at: since },
      ...{ ground: 'adoption', channel: 'parent' },
    })
  })

  it('when the tier is set as sealing or opening, by whom it was set, and without the ground', () => {
    const kinds = TIERS.map((tier) => tierStep('C', 4, { ...sealed, tier }, at))
    const step = { childId: 'C', version: 4, by: 'o-1', at, ...unexplained }
    expect(kinds).toEqual([
      { ...step, kind: 'unseal' },
      { ...step, kind: 'seal' },
    ])
  })

  it('when a lookalike is hidden by the child because of which, and without the ground, which is that child’s', () => {
    const step = { childId: 'L', version: 1, kind: 'lookalike-hidden', by: 'C', at, ...unexplained }
    expect(lookalikeStep('L', 1, 'C', at)).toEqual(step)
  })

  it.each(['merge', 'split', 'move'] as const)('at a %s with what the record is shielded for, if it is', (kind) => {
    const protection = { _id: 'C', version: 5, shield, guardedAt: null, changedAt: at } satisfies Protection
    const step = { childId: 'C', version: 5, kind, by: 'o-1', at }
    expect(recordStep(kind, protection, 'o-1', at)).toEqual({ ...step, ground: 'adoption', channel: 'parent' })
    expect(recordStep(kind, { ...protection, shield: null }, 'o-1', at)).toEqual({ ...step, ...unexplained })
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
