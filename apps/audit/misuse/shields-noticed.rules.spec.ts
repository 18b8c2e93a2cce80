import type { MisuseRule } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import type { EntryFacts } from '../ledger/ledger.schema.ts'
import { MOST_KEYS, notice, type Knowledge, type PersonCounts } from './noticing.rules.ts'

/** A request on a Monday morning. */
const of = (n: number, given: Partial<EntryFacts> = {}): EntryFacts => ({
  ...{ index: n, time: new Date('2026-11-30T10:00:00Z'), personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
  ...{ action: 'shield-request', outcome: 'done', reason: null, children: 1, keys: [`k-${n}`] },
  ...given,
})
const ofMany = (count: number, given: Partial<EntryFacts> = {}) =>
  Array.from({ length: count }, (_one, n) => of(n, given))
const nobodyWatched: Knowledge = { watched: new Map(), mostADay: () => 1_000_000 }
const noticed = (entries: EntryFacts[]): MisuseRule[][] => {
  const counts: PersonCounts = {}
  return entries.map((entry) => notice(entry, counts, nobodyWatched).map(({ rule }) => rule))
}

describe('shields of many children', () => {
  const shieldsOf = (entries: EntryFacts[]) =>
    noticed(entries).flatMap((rules, n) => (rules.includes('many-shields') ? [n] : []))
  const officer = { role: 'shield-officer' }

  it('are looked at from the sixth child of a day on that one person asks for, and at a desk from where its work is more', () => {
    expect(shieldsOf(ofMany(7))).toEqual([5, 6])
    expect(shieldsOf(ofMany(42, officer))).toEqual([40, 41])
    expect(shieldsOf(ofMany(21, { role: 'cpmt' }))).toEqual([20])
    expect(shieldsOf([...ofMany(5), ...ofMany(9, { time: new Date('2026-12-01T10:00:00Z') }).slice(5)])).toEqual([])
  })

  it('are a child each, whatever was done about it, and whichever way it begins or ends', () => {
    const steps = (['shield-request', 'shield-place', 'shield-refuse', 'shield-lift', 'shield-tier'] as const).map(
      (action) => ofMany(41, { action, ...officer }),
    )
    for (const one of steps) expect(shieldsOf(one)).toEqual([40])
    expect(shieldsOf([...steps[0]!.slice(0, 40), ...steps[1]!.slice(0, 40)])).toEqual([])
    expect(shieldsOf([...ofMany(6), of(0), of(6)])).toEqual([5, 7])
  })

  it('are none of it where nothing was done, where a step changes nothing for others, and where a source asks', () => {
    for (const outcome of ['not-found', 'refused', 'withheld'] as const)
      expect(noticed([...ofMany(9, { outcome }), ...ofMany(9, { outcome })]).flat()).toEqual([])
    for (const action of ['shield-confirm', 'shield-review', 'shield-read', 'disclosure'] as const)
      expect(shieldsOf(ofMany(60, { action, ...officer }))).toEqual([])
    const counts: PersonCounts = {}
    const bySource = ofMany(60, { role: 'service', personId: 'feed:pds' })
    expect([...bySource, ...bySource].flatMap((entry) => notice(entry, counts, nobodyWatched))).toEqual([])
    expect(counts).toEqual({})
  })

  it('of one child asked for again and again are looked at from the fourth repeat of a month on, whoever asks', () => {
    const again = (role: string) => noticed(Array.from({ length: 6 }, () => of(1, { role })))
    for (const role of ['practitioner', 'shield-officer', 'cpmt'])
      expect(again(role)).toEqual([[], [], [], [], ['shield-again'], ['shield-again']])
    expect(noticed([...ofMany(4), ...ofMany(3)]).flat()).toEqual([])
    expect(noticed([...ofMany(2), ...ofMany(2), ...ofMany(2)]).at(-1)).toEqual(['shield-again'])
    const nextMonth = ofMany(4, { time: new Date('2026-12-01T10:00:00Z') })
    expect(noticed([...ofMany(4), ...nextMonth]).flat()).toEqual([])
    expect(noticed(Array.from({ length: 9 }, () => of(1, { action: 'shield-tier', ...officer }))).flat()).toEqual([])
  })

  it('are kept as so many keys at the most', () => {
    const counts: PersonCounts = {}
    for (const entry of ofMany(MOST_KEYS + 50, officer)) notice(entry, counts, nobodyWatched)
    expect(counts['many-shields']).toMatchObject({ count: MOST_KEYS + 50 })
    expect(counts['many-shields']!.keys).toHaveLength(MOST_KEYS)
  })
})
