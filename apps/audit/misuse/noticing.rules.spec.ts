import { MISUSE_RULES, SIGNALS, type Action, type MisuseRule, type Outcome } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { EntryFacts } from '../ledger/ledger.schema.ts'
import { identityOf, judgedOf, notice, occurrencesOf, type Knowledge, type PersonCounts } from './noticing.rules.ts'
import { mostOf, RULE_TERMS, volumeLimit } from './rule-terms.rules.ts'

/** A search on a Monday morning that found somebody, but for what is given. */
const anEntry = (given: Partial<EntryFacts> = {}): EntryFacts => ({
  ...{ index: 0, time: new Date('2026-11-30T10:00:00Z'), personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
  ...{ action: 'search', outcome: 'shown', reason: 'assessment', children: 1, keys: ['k-1'] },
  ...given,
})
const nobodyWatched: Knowledge = { watched: new Map(), mostADay: () => 1_000_000 }
/** Which rules each entry opened or added to a case of, one after the other. */
const noticed = (entries: EntryFacts[], knowledge = nobodyWatched): MisuseRule[][] => {
  const counts: PersonCounts = {}
  return entries.map((entry) => notice(entry, counts, knowledge).map(({ rule }) => rule))
}
const times = (count: number, given: Partial<EntryFacts> = {}) =>
  Array.from({ length: count }, (_, index) => anEntry({ index, ...given }))
const miss = { children: 0, keys: [] }

describe('a signal', () => {
  it('is something to look at each time, but for what says nothing of the person or is usual a few times', () => {
    const atOnce = SIGNALS.filter((signal) => noticed([anEntry({ signals: [signal] })])[0]!.includes(signal))
    expect(atOnce).toEqual(SIGNALS.filter((signal) => signal !== 'other-authority' && signal !== 'not-compared'))
    const elsewhere = times(7, { signals: ['other-authority'] })
    expect(noticed(elsewhere).flat()).toEqual(['other-authority', 'other-authority'])
  })
})

describe('an access for somebody on the telephone', () => {
  it('is judged of both, each by what they themselves have in common with it', () => {
    const asker = { personId: 'p-2', identity: 'i-2', role: 'practitioner', organisation: 'York' }
    const entry = anEntry({ identity: 'i-1', asker, signals: ['same-surname'], askerSignals: ['same-postcode'] })
    const judged = judgedOf(entry).map((one) => [identityOf(one), one.organisation, one.signals])
    expect(judged).toEqual([
      ['i-1', 'Leeds', ['same-surname']],
      ['i-2', 'York', ['same-postcode']],
    ])
    expect(judgedOf(anEntry())).toEqual([anEntry()])
    const { identity: _none, ...plain } = asker
    expect(judgedOf({ ...entry, asker: plain }).map(identityOf)).toEqual(['i-1', 'p-2'])
  })
})

describe('a search that finds nobody', () => {
  it('is fishing when it is the tenth in a row, and the eleventh too, until one finds somebody', () => {
    const row = noticed([...times(11, miss), anEntry(), ...times(10, miss)])
    const indices = row.flatMap((rules, n) => (rules.includes('fishing') ? [n] : []))
    expect(indices).toEqual([9, 10, 21])
  })

  it('stays one of a row, whatever else is done in between, and whatever was found of which the answer did not leave', () => {
    const between = (given: Partial<EntryFacts>) => noticed([...times(9, miss), anEntry(given), anEntry(miss)])
    for (const given of [
      { action: 'disclosure' as const },
      { outcome: 'withheld' as const },
      { action: 'disclosure' as const, outcome: 'withheld' as const },
    ])
      expect([given, between(given).at(-1)!.includes('fishing')]).toEqual([given, true])
    expect(between({}).at(-1)).not.toContain('fishing')
  })

  it('is none when it found more than is shown, nor when the answer did not leave', () => {
    for (const outcome of ['too-many', 'withheld'] as const)
      expect(noticed(times(12, { ...miss, outcome })).flat()).not.toContain('fishing')
  })
})

describe('working outside the hours of the day', () => {
  const isOutside = (time: string): boolean =>
    occurrencesOf(anEntry({ time: new Date(time) }), nobodyWatched).includes('outside-hours')

  it('goes by the clock in England, in summer too, and by the days of the week', () => {
    expect(isOutside('2026-11-30T06:59:59Z')).toBe(true)
    expect(isOutside('2026-11-30T07:00:00Z')).toBe(false)
    expect(isOutside('2026-11-30T19:59:59Z')).toBe(false)
    expect(isOutside('2026-11-30T20:00:00Z')).toBe(true)
    expect(isOutside('2026-06-30T06:00:00Z')).toBe(false)
    expect(isOutside('2026-06-30T19:00:00Z')).toBe(true)
    for (const day of [28, 29]) expect(isOutside(`2026-11-${day}T10:00:00Z`)).toBe(true)
  })

  it('is looked at from the eleventh access of a day on, and never of those who answer emergencies', () => {
    const night = { time: new Date('2026-11-30T23:30:00Z') }
    expect(noticed(times(11, night)).map((rules) => rules.length)).toEqual([...Array<number>(10).fill(0), 1])
    for (const role of ['shield-officer', 'cpmt']) expect(noticed(times(30, { ...night, role })).flat()).toEqual([])
    const nextDay = times(10, { time: new Date('2026-12-01T05:00:00Z') })
    expect(noticed([...times(10, night), ...nextDay]).flat()).toEqual([])
  })
})

describe('an override', () => {
  it('is looked at when it is the third that somebody attempts in a month', () => {
    const attempt = { action: 'override-attempt', outcome: 'done' } as const
    expect(noticed(times(3, attempt))).toEqual([[], [], ['repeated-override']])
    const nextMonth = anEntry({ ...attempt, time: new Date('2026-12-01T10:00:00Z') })
    expect(noticed([...times(2, attempt), nextMonth]).flat()).toEqual([])
  })
})

describe('a desk that is asked for what is not its own (AC-24)', () => {
  const refused = (action: Action, role = 'shield-officer') => times(5, { action, outcome: 'not-found', role, ...miss })

  it('is looked at from the fourth time of a day on, whatever of the desk was asked for', () => {
    for (const action of ['shield-read', 'near-review', 'record-propose'] as Action[])
      for (const role of ['shield-officer', 'cpmt'])
        expect(noticed(refused(action, role))).toEqual([[], [], [], ['not-theirs'], ['not-theirs']])
    expect(noticed(refused('override-case-answer', 'cpmt')).flat()).toEqual(['not-theirs', 'not-theirs'])
    expect(noticed(refused('shield-read', 'operator')).flat()).toHaveLength(5)
    const nextDay = { time: new Date('2026-12-01T10:00:00Z') }
    const three = refused('shield-read').slice(0, 3)
    expect(noticed([...three, ...three.map((entry) => ({ ...entry, ...nextDay }))]).flat()).toEqual([])
  })

  it('is none of it when the answer left or the step took somebody else, and a practitioner finds nobody as anybody does', () => {
    for (const outcome of ['shown', 'done', 'refused', 'withheld'] as const)
      expect(noticed(times(5, { ...miss, action: 'shield-read', outcome, role: 'cpmt' })).flat()).toEqual([])
    expect(noticed(refused('disclosure', 'practitioner')).flat()).toEqual([])
    expect(noticed(refused('shield-request', 'cpmt')).flat()).toEqual([])
  })
})

describe('a watched child', () => {
  const watched = new Map([
    ['k-1', 'watched'],
    ['k-9', 'canary'],
  ] as const)
  const knowledge = { ...nobodyWatched, watched }

  it('is looked at whenever it is searched or opened, among others too, and not when officers read their lists', () => {
    expect(noticed([anEntry({ keys: ['k-0', 'k-1'] })], knowledge)).toEqual([['watched-child']])
    expect(noticed([anEntry({ action: 'disclosure', keys: ['k-9'] })], knowledge)).toEqual([['canary-record']])
    for (const action of ['shield-list', 'enquiry', 'watch-add'] as Action[])
      expect(noticed([anEntry({ action })], knowledge)).toEqual([[]])
  })
})

describe('the volume of a day', () => {
  it('is far above its peers at four times what 95 of 100 of the role do, and never below a floor', () => {
    expect(volumeLimit('practitioner', null)).toBe(60)
    expect(volumeLimit('practitioner', 15)).toBe(60)
    expect(volumeLimit('practitioner', 16)).toBe(64)
    expect(volumeLimit('auditor', 100)).toBeNull()
    const atMost = (most: number | null): Knowledge => ({ ...nobodyWatched, mostADay: () => most })
    expect(noticed(times(4), atMost(3))).toEqual([[], [], [], ['volume']])
    expect(noticed(times(4), atMost(null)).flat()).toEqual([])
  })

  it('is of accesses whose answers left', () => {
    const other = [{ outcome: 'withheld' as Outcome }, { action: 'figures-read' as Action }]
    for (const given of other)
      expect(noticed(times(9, given), { ...nobodyWatched, mostADay: () => 0 }).flat()).toEqual([])
  })
})

describe('what is noticed', () => {
  const anyEntry = fc.record({
    time: fc.integer({ min: 0, max: 40 * 24 }).map((hours) => new Date(Date.UTC(2026, 10, 1, hours))),
    action: fc.constantFrom<Action>('search', 'disclosure', 'override-attempt', 'work-list', 'shield-request'),
    outcome: fc.constantFrom<Outcome>('shown', 'withheld', 'too-many', 'done'),
    keys: fc.constantFrom('k-1', 'k-2', 'k-3').map((key) => [key]),
    children: fc.nat({ max: 1 }),
    role: fc.constantFrom('practitioner', 'cpmt', 'auditor'),
    personId: fc.constantFrom('p-1', 'p-2'),
    signals: fc.uniqueArray(fc.constantFrom(...SIGNALS), { maxLength: 2 }),
  })

  it('is the same whether entries are judged together or one by one, with what is kept of them in between', () => {
    fc.assert(
      fc.property(fc.array(anyEntry, { maxLength: 80 }), (given) => {
        const entries = given.map((one, index) => anEntry({ ...one, index }))
        const judge = (kept: (counts: PersonCounts) => PersonCounts) => {
          const people = new Map<string, PersonCounts>()
          return entries.map((entry) => {
            const counts = kept(people.get(entry.personId) ?? {})
            people.set(entry.personId, counts)
            return notice(entry, counts, nobodyWatched).map(({ rule, identity }) => `${identity} ${rule}`)
          })
        }
        expect(judge((counts) => JSON.parse(JSON.stringify(counts)) as PersonCounts)).toEqual(judge((counts) => counts))
      }),
    )
  })

  it('is of the person, whichever of their accounts they use', () => {
    const asAuditor = { personId: 'p-2', identity: 'p-1' }
    const [, alerts] = [anEntry({ signals: ['own-name'] }), anEntry({ signals: ['own-name'], ...asAuditor })].map(
      (entry) => notice(entry, {}, nobodyWatched),
    )
    expect(alerts).toMatchObject([{ identity: 'p-1', entry: { personId: 'p-2' } }])
  })

  it('has terms for every rule: a time to answer in, and what is usual for every role', () => {
    for (const rule of MISUSE_RULES) {
      expect(RULE_TERMS[rule].dueHours).toBeGreaterThan(0)
      const ofNobody = rule === 'not-compared' || rule === 'not-theirs'
      expect(mostOf(RULE_TERMS[rule], 'practitioner')).toEqual(ofNobody ? null : expect.any(Number))
    }
  })
})
