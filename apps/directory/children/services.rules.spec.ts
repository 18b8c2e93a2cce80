import { MOST_FED_SERVICES, type FedService, type InvolvedRecord } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { tellingBy, toldMore, toldWithout, type SourceWord, type Telling } from './said.rules.ts'
import { distinctServices } from './services.rules.ts'
import { foldWords } from './survivorship.rules.ts'

const aService = (given: Partial<FedService> = {}): FedService => ({
  ...{ service: 'early-help', organisation: '383', personName: 'Aisha Patel', phone: null, email: null },
  ...{ startDate: null, leadProfessional: false, ...given },
})
const one = aService()
const other = aService({ service: 'youth-work', personName: 'Ben Ode' })

let versions = 0
/** A row about one child, each in a batch of its own. */
function row(recordId: string, asOf: string, service: FedService, hasEnded = false): InvolvedRecord {
  return {
    ...{ kind: 'involved', recordId, version: String((versions += 1)).padStart(6, '0'), asOf, postcode: 'LS1 4AP' },
    ...{ name: { given: ['Ann'], family: 'Reed' }, formerFamilyNames: [], dateOfBirth: '2015-03-02' },
    ...{ gender: 'female', service, ...(hasEnded && { ended: ['services'] }) },
  }
}

function wordsOf(rows: readonly InvolvedRecord[]): SourceWord[] {
  const told = new Map<string, Telling[]>()
  for (const record of rows) {
    const { version, asOf, recordId } = record
    const delivery = { version, asOf, batchId: `b-${version}`, row: 1, line: 1, contentHash: null, time: new Date(0) }
    told.set(recordId, toldMore(told.get(recordId) ?? [], tellingBy(record, delivery)))
  }
  return [...told].map(([recordId, all]) => ({ source: 'authority', linkId: `authority:${recordId}`, told: all }))
}
const folded = (...rows: InvolvedRecord[]): FedService[] => foldWords(wordsOf(rows)).services

describe('services that authorities’ systems name', () => {
  it('are all that any record says now, each once, the newest word of the same first', () => {
    const rows = [row('383-1', '2026-01-01', one), row('383-2', '2026-02-01', other)]
    expect(folded(...rows)).toEqual([other, one])
    const newer = aService({ personName: 'AISHA PATEL', phone: '01134960123' })
    expect(folded(...rows, row('380-1', '2026-03-01', newer))).toEqual([newer, other])
  })

  it('end by the record that named them, and by no other', () => {
    const rows = [row('383-1', '2026-01-01', one), row('383-2', '2026-02-01', other)]
    const ended = row('383-1', '2026-06-01', one, true)
    expect(folded(...rows, ended)).toEqual([other])
    const both = [row('383-1', '2026-01-01', one), row('383-2', '2026-02-01', one)]
    expect(folded(...both, ended)).toEqual([one])
    expect(folded(...rows, ended, row('383-1', '2026-07-01', one))).toEqual([one, other])
    expect(folded(ended)).toEqual([])
  })

  it('are the same where service, organisation and person are, whatever else is said of them', () => {
    const same = [{ phone: '01134960123' }, { leadProfessional: true }, { personName: 'aisha  patel' }]
    for (const given of same) expect(distinctServices([one, aService(given)])).toEqual([one])
    const others = [{ service: 'youth-work' as const }, { organisation: '380' }, { personName: null }]
    for (const given of others) expect(distinctServices([one, aService(given)])).toHaveLength(2)
  })

  it('are no more than are kept', () => {
    const rows = Array.from({ length: MOST_FED_SERVICES + 5 }, (_one, n) =>
      row(`383-${n}`, '2026-01-01', aService({ organisation: String(100 + n) })),
    )
    expect(folded(...rows)).toHaveLength(MOST_FED_SERVICES)
  })
})

describe('always', () => {
  const any = fc
    .record({
      id: fc.constantFrom('383-1', '383-2', '380-1'),
      asOf: fc.constantFrom('2025-01-01', '2026-01-01'),
      service: fc.constantFrom(one, other, aService({ leadProfessional: true })),
      hasEnded: fc.boolean(),
    })
    .map(({ id, asOf, service, hasEnded }) => row(id, asOf, service, hasEnded))
  const rows = fc.array(any, { minLength: 1, maxLength: 8 })
  /** Rows of one record in their order. */
  const byRecord = (all: readonly InvolvedRecord[]): InvolvedRecord[][] => [
    ...Map.groupBy(all, ({ recordId }) => recordId).values(),
  ]

  it('services are the same in whatever order their records come, and what the last row of each says', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const services = folded(...all)
        expect(folded(...byRecord(all).toReversed().flat())).toEqual(services)
        const last = byRecord(all).map((ofOne) => ofOne.at(-1)!)
        const now = last.flatMap(({ ended, service }) => (ended ? [] : [service.service]))
        expect(new Set(services.map(({ service }) => service))).toEqual(new Set(now))
      }),
    )
  })

  it('what a batch said of services is gone without it, as if it had never come', () => {
    fc.assert(
      fc.property(rows, fc.nat(), (all, nth) => {
        const taken = all[nth % all.length]!
        const words = wordsOf(all).map((word) => ({ ...word, told: toldWithout(word.told, `b-${taken.version}`) }))
        const left = all.filter((record) => record !== taken)
        if (left.length > 0)
          expect(foldWords(words.filter(({ told }) => told.length > 0)).services).toEqual(folded(...left))
      }),
    )
  })
})
