import type { PresentRecord, Source } from '@contactpoint/contracts'
import { SOURCES } from '@contactpoint/contracts'
import { aRecord } from '@contactpoint/testing'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { FED_FIELDS } from './fed-fields.rules.ts'
import { MOST_TOLD, toldMore, toldWithout, type SourceWord, type Telling } from './said.rules.ts'
import { foldWords, RANK, SURVIVORSHIP } from './survivorship.rules.ts'

/** A row of a source, as of a day; each delivery is a batch of its own. */
interface Row {
  source: Source
  record: PresentRecord
}
const base = aRecord()
const byRank = [...SOURCES].sort((a, b) => RANK[a] - RANK[b])
const [nearest, farthest] = [byRank[0]!, byRank.at(-1)!]
let versions = 0
const says = (source: Source, asOf: string, given: Partial<PresentRecord> = {}): Row => {
  const version = String((versions += 1)).padStart(6, '0')
  return { source, record: { ...base, recordId: `${source}-1`, version, asOf, ...given } }
}

/** What sources have said after these rows, each source's in their order. */
function wordsOf(rows: readonly Row[]): SourceWord[] {
  const told = new Map<Source, Telling[]>()
  for (const { source, record } of rows) {
    const { version, asOf } = record
    const delivery = { version, asOf, batchId: `b-${version}`, row: 1, line: 1, contentHash: null, time: new Date(0) }
    told.set(source, toldMore(told.get(source) ?? [], record, delivery))
  }
  return [...told].map(([source, all]) => ({ source, linkId: `${source}:1`, told: all }))
}
const folded = (...rows: Row[]) => foldWords(wordsOf(rows))
const home = (postcode: string) => ({ address: { lines: ['1 High Street'], postcode } })
const called = (family: string, given = base.name.given) => ({ name: { given, family } })

describe('of what sources say', () => {
  it('what changes is believed of whoever has said so since the latest day, and every field has its rule', () => {
    expect(Object.keys(SURVIVORSHIP)).toEqual([...FED_FIELDS])
    const moved = [says(farthest, '2026-03-01', home('LS2 1AA')), says(nearest, '2026-05-01', home('LS3 1AA'))]
    expect(folded(...moved).address?.postcode).toBe('LS3 1AA')
  })

  it('saying the same again makes it no newer: a register that lags does not take back a move', () => {
    const old = home('LS2 1AA')
    const rows = [says(farthest, '2025-01-01', old), says(nearest, '2026-05-01', home('LS3 1AA'))]
    expect(folded(...rows, says(farthest, '2026-10-01', old)).address?.postcode).toBe('LS3 1AA')
    const back = [...rows, says(farthest, '2026-07-01', home('LS9 1AA')), says(farthest, '2026-10-01', old)]
    expect(folded(...back).address?.postcode).toBe('LS2 1AA')
  })

  it('what never changes is believed of whoever is nearest to where it is written down, whoever spoke last', () => {
    const rows = [
      says(nearest, '2015-04-01', { dateOfBirth: '2015-03-02', gender: 'male' }),
      says(farthest, '2026-10-01', { dateOfBirth: '2015-03-20', gender: 'female' }),
    ]
    expect(folded(...rows)).toMatchObject({ dateOfBirth: '2015-03-02', gender: 'male' })
    const corrected = says(nearest, '2016-01-01', { dateOfBirth: '2015-03-03', gender: 'male' })
    expect(folded(...rows, corrected).dateOfBirth).toBe('2015-03-03')
  })

  it('a gender that nobody has written down gives way to one that somebody has', () => {
    const rows = [
      says(nearest, '2026-10-01', { gender: 'unspecified' }),
      says(farthest, '2015-04-01', { gender: 'male' }),
    ]
    expect(folded(...rows).gender).toBe('male')
    expect(folded(rows[0]!).gender).toBe('unspecified')
  })

  it('a newborn is Baby until somebody says another name, and was never called so', () => {
    const baby = says(nearest, '2026-09-01', called('Reed', ['Baby']))
    expect(folded(baby).name.given).toEqual(['Baby'])
    expect(folded(says(farthest, '2026-08-01', called('Reed', ['Ann'])), baby)).toMatchObject({
      name: { given: ['Ann'], family: 'Reed' },
      formerNames: [],
    })
  })

  it('a name that was changed becomes a former one, in one source or between two', () => {
    const reed = { given: base.name.given, family: 'Reed' }
    expect(
      folded(says(nearest, '2025-01-01', called('Reed')), says(nearest, '2026-01-01', called('Oak'))),
    ).toMatchObject({
      ...called('Oak'),
      formerNames: [reed],
    })
    expect(
      folded(says(farthest, '2025-01-01', called('Reed')), says(nearest, '2026-01-01', called('Oak'))),
    ).toMatchObject({
      ...called('Oak'),
      formerNames: [reed],
    })
  })

  it('nobody takes back what another said: carers, numbers and what only one of them knows', () => {
    const carer = (given: string, phone: string | null = null): PresentRecord['carers'][number] => ({
      ...{ name: { given: [given], family: 'Reed' }, relationship: 'parent', phone },
    })
    const one = { carers: [carer('Mary'), carer('John', '07700900001')], gpPracticeCode: 'A81001' }
    const other = { carers: [carer('MARY', '07700900002')], gpPracticeCode: null, education: null, address: null }
    const upn = [{ scheme: 'upn', value: 'H801200001001' }] as const
    const whole = folded(
      says(farthest, '2026-01-01', { ...one, identifiers: [...upn] }),
      says(nearest, '2026-05-01', { ...other, identifiers: [{ scheme: 'nhs-number', value: '9000000009' }] }),
    )
    expect(whole).toMatchObject({ gpPracticeCode: 'A81001', address: base.address, education: base.education })
    expect(whole.carers.map(({ name, phone }) => [name.given[0], phone])).toEqual([
      ['MARY', '07700900002'],
      ['John', '07700900001'],
    ])
    expect(whole.identifiers).toHaveLength(2)
  })

  it('what a source says has ended is its own word only', () => {
    const practice = { gpPracticeCode: 'A81001' }
    const ended = says(nearest, '2026-06-01', { gpPracticeCode: null, ended: ['gpPracticeCode'] })
    expect(folded(says(nearest, '2026-01-01', practice), ended).gpPracticeCode).toBeNull()
    expect(folded(says(farthest, '2025-01-01', practice), ended).gpPracticeCode).toBe('A81001')
  })
})

const row = fc
  .record({
    source: fc.constantFrom(...SOURCES),
    asOf: fc.constantFrom('2025-01-01', '2025-06-01', '2026-01-01'),
    family: fc.constantFrom('Reed', 'REED', 'Oak', 'Réed'),
    postcode: fc.constantFrom('LS1 4AP', 'LS2 1AA'),
    practice: fc.constantFrom(null, 'A81001', 'A81002'),
    ended: fc.boolean(),
    gender: fc.constantFrom('female' as const, 'male' as const, 'unspecified' as const),
  })
  .map(({ source, asOf, family, postcode, practice, ended, gender }) =>
    says(source, asOf, {
      ...{ ...called(family), ...home(postcode), gender, gpPracticeCode: practice },
      ...(ended && !practice && { ended: ['gpPracticeCode' as const] }),
    }),
  )

describe('always', () => {
  it('a child is the same in whatever order its sources come, each source’s rows in theirs', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (rows, order) => {
        const queues = [...Map.groupBy(rows, ({ source }) => source).values()].map((all) => [...all])
        const shuffled: Row[] = []
        while (queues.some(({ length }) => length > 0)) {
          const open = queues.filter(({ length }) => length > 0)
          shuffled.push(open[(order.next().value as number) % open.length]!.shift()!)
        }
        expect(folded(...shuffled)).toEqual(folded(...rows))
      }),
    )
  })

  it('every name that anybody ever said is the child’s or a former one, and where each thing came from says a source that said it', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const { name, formerNames, provenance, address } = folded(...rows)
        const known = [name, ...formerNames].map(({ family }) =>
          family.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase(),
        )
        for (const { record } of rows)
          expect(known).toContain(record.name.family.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase())
        expect(new Set(known).size).toBe(known.length)
        const from = rows.find(({ record }) => `b-${record.version}` === provenance.address!.batchId)!
        expect([from.source, from.record.address!.postcode]).toEqual([provenance.address!.source, address!.postcode])
      }),
    )
  })

  it('what a batch said is gone without it, as if it had never come', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 8 }), fc.nat(), (rows, nth) => {
        const taken = rows[nth % rows.length]!
        const left = wordsOf(rows).map((word) => ({
          ...word,
          told: toldWithout(word.told, `b-${taken.record.version}`),
        }))
        const words = left.filter(({ told }) => told.length > 0)
        expect(words.length === 0 || foldWords(words)).toEqual(
          words.length === 0 || folded(...rows.filter((one) => one !== taken)),
        )
      }),
    )
  })

  it('no more than a bounded number of rows of one record is kept, the newest', () => {
    const rows = Array.from({ length: MOST_TOLD + 5 }, (_one, n) =>
      says(nearest, '2026-01-01', home(`LS${1 + (n % 2)} 1AA`)),
    )
    const [word] = wordsOf(rows)
    expect(word!.told).toHaveLength(MOST_TOLD)
    expect(word!.told.at(-1)!.version).toBe(rows.at(-1)!.record.version)
  })
})
