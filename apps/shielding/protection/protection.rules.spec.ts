import { aCaller } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isDeepStrictEqual } from 'node:util'
import {
  ANSWER_WINDOW_MS,
  answersEndIn,
  answersIn,
  distinct,
  feedCaller,
  interimForFeed,
  interimShield,
  LEAVE_WITHIN_MS,
  stanceOf,
  stateOf,
  withConsents,
  type Stance,
} from './protection.rules.ts'
import type { Protection, Shield } from './protection.schema.ts'

const began = new Date(0)
const shield: Shield = {
  ...interimShield(aCaller(), { childId: 'c', ground: 'other', channel: 'user' }),
  ...{ since: began, dueAt: began, escalateAt: began },
}
const protection = (given: Partial<Protection>): Protection => ({
  _id: 'c',
  version: 1,
  shield: null,
  guardedAt: null,
  changedAt: null,
  ...given,
})

describe('The stance to a child', () => {
  it('is the visible view whenever there is a shield, whoever asks', () => {
    const stance = stanceOf('c', protection({ version: 3, shield }))
    expect(stance).toEqual({ childId: 'c', version: 3, view: 'visible', isSealed: false })
  })

  it('is that there is no such child when the shield is sealed, whoever asks (AC-09)', () => {
    expect(stanceOf('c', protection({ shield: { ...shield, tier: 'sealed' } })).isSealed).toBe(true)
  })

  it('is the full view at version 0 for a child nobody ever asked about', () => {
    expect(stanceOf('c', null)).toEqual({ childId: 'c', version: 0, view: 'full', isSealed: false })
  })
})

describe('An answer that shows consents', () => {
  it('holds no longer than they do: it knows how many had been withdrawn, of a child nobody asked about none', () => {
    const stance = stanceOf('c', protection({ shield }))
    expect(withConsents(stance, protection({ withdrawals: 2 }))).toEqual({ ...stance, withdrawals: 2 })
    for (const none of [protection({}), null]) expect(withConsents(stance, none)).toEqual({ ...stance, withdrawals: 0 })
  })

  it('is guarded by itself, beside answers about the same child that show none', () => {
    const stance = stanceOf('c', protection({ shield }))
    const all = [stance, { ...stance, withdrawals: 0 }, { ...stance, withdrawals: 1 }]
    expect(distinct([...all, ...all])).toEqual(all)
  })
})

describe('A source that asks for a shield', () => {
  it('stands in the log as itself, in no role of a person; the national desk decides, and no ground is given', () => {
    const feed = feedCaller('pds', 't-1')
    expect(feed).toEqual({
      ...{ personId: 'feed:pds', identity: 'feed:pds', role: 'service', organisation: '', trace: 't-1' },
    })
    expect(interimForFeed(feed)).toEqual({
      ...{ state: 'interim', tier: 'standard', tierBy: 'feed:pds', placedBy: null, ending: null, isLiftWanted: false },
      ...{ escalations: 0, ground: 'other', channel: 'feed', requestedBy: 'feed:pds', authority: null },
    })
  })
})

describe('The state from which steps are taken', () => {
  it('is that of the shield, and none without one', () => {
    expect(stateOf(protection({ shield }))).toBe('interim')
    expect(stateOf(protection({}))).toBe('none')
    expect(stateOf(null)).toBe('none')
  })
})

describe('A stance that was taken by several', () => {
  it('is guarded once for each version that was seen of a child, and no other is left out', () => {
    const stance = fc
      .record({ childId: fc.constantFrom('A', 'B', 'A1'), version: fc.nat(11) })
      .map((seen): Stance => ({ ...seen, view: 'visible', isSealed: false }))
    fc.assert(
      fc.property(fc.array(stance), (stances) => {
        const once = distinct(stances)
        expect(once).toEqual(expect.arrayContaining(stances))
        for (const one of once) expect(once.filter((other) => isDeepStrictEqual(one, other))).toEqual([one])
      }),
    )
  })
})

describe('A shield is acknowledged when answers that were let through before have had their time (I3)', () => {
  const time = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })

  it('waits until a full window after the last guard, and no longer', () => {
    fc.assert(
      fc.property(time, fc.integer({ min: 0, max: 5_000 }), (changedAt, before) => {
        const guardedAt = new Date(changedAt.getTime() - before)
        const wait = answersEndIn({ guardedAt, changedAt })
        expect(wait).toBe(Math.max(0, ANSWER_WINDOW_MS - before))
      }),
    )
  })

  it('waits a whole window when the last guard came after the change: an earlier one may be hidden behind it', () => {
    const changedAt = new Date('2026-01-01T00:00:00Z')
    expect(answersEndIn({ changedAt, guardedAt: new Date('2026-01-01T00:05:00Z') })).toBe(ANSWER_WINDOW_MS)
  })

  it('does not wait for a child nobody looked at', () => {
    expect(answersEndIn({ guardedAt: null, changedAt: new Date() })).toBe(0)
    expect(answersEndIn({ guardedAt: new Date(), changedAt: null })).toBe(0)
  })
})

describe('An answer that was let through', () => {
  it('has time left for its way when it leaves as late as it may', () => {
    expect(LEAVE_WITHIN_MS).toBeGreaterThan(0)
    expect(LEAVE_WITHIN_MS).toBeLessThan(ANSWER_WINDOW_MS)
  })
})

describe('An answer of the shield door', () => {
  it('comes after the same time whatever it took, or else at a half second (F4)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (taken) => {
        const whole = taken + answersIn(taken, 2_500)
        expect(whole % 500).toBe(0)
        expect(whole).toBeGreaterThanOrEqual(2_500)
        expect(whole - Math.max(2_500, taken)).toBeLessThan(500)
      }),
    )
  })
})
