import { ACTIONS, OUTCOMES, REASONS, type Breakdown } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { BREAKDOWNS_OF } from './breakdowns.rules.ts'
import { ACCESS_COLUMNS, cellName, COLUMNS_OF, tallyOf, type CountedEntry } from './counting.rules.ts'
import { cosignaturesOf, organisationRows, rowsOf, type Counted, type RowsFigure } from './figures.rules.ts'
import { addPublished, leading, peersOf } from './people.rules.ts'
import { partsOf } from './period.rules.ts'
import { readerOf } from './reader.rules.ts'

const AUDITOR = readerOf({ role: 'auditor', authority: '000', organisation: 'National' }, { name: 'accesses' })
const MANAGER = readerOf({ role: 'cpmt', authority: '383', organisation: 'Leeds' }, { name: 'accesses' })
const FIGURES = Object.keys(COLUMNS_OF) as RowsFigure[]
const MANAGERS: Breakdown[] = ['month', 'role', 'organisation', 'reason', 'action']
const PERIOD = { from: '2026-10-01', to: '2026-11-30' }

const entry = (given: Partial<CountedEntry>): CountedEntry => ({
  ...{ time: new Date('2026-11-29T14:05:00Z'), personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
  ...{ action: 'search', outcome: 'shown', reason: 'assessment', children: 1 },
  ...given,
})
/** What days, or months, say of these entries. */
const countedOf = (entries: CountedEntry[], length: number, organisation: string | null = null): Counted[] =>
  [...tallyOf(entries).counts.values()]
    .filter((one) => one.when.length === length && one.organisation === organisation)
    .map(({ when, counts, hours }) => ({ when, counts: Object.fromEntries(counts), hours: Object.fromEntries(hours) }))
const [DAY, MONTH] = ['2026-11-29'.length, '2026-11'.length]

describe('a figure for an auditor', () => {
  const days = countedOf(
    [
      ...Array.from({ length: 3 }, () => entry({})),
      entry({ children: 0, time: new Date('2026-11-30T00:00:00Z') }),
      entry({ role: 'cpmt', action: 'disclosure', reason: null }),
    ],
    DAY,
  )

  it('has each number as it is, the largest row first', () => {
    expect(rowsOf('accesses', 'role', days, PERIOD, AUDITOR)).toEqual([
      { key: 'practitioner', values: [4, 0, 0, 0], masked: false },
      { key: 'cpmt', values: [0, 1, 0, 0], masked: false },
    ])
    expect(rowsOf('misses', 'reason', days, PERIOD, AUDITOR)).toEqual([
      { key: 'assessment', values: [4, 1], masked: false },
    ])
    expect(rowsOf('accesses', 'reason', days, PERIOD, AUDITOR).at(-1)).toMatchObject({ key: null })
  })

  it('has every day, hour and month of the period, those too of which there is nothing', () => {
    const period = { from: '2026-11-28', to: '2026-11-30' }
    expect(rowsOf('misses', 'day', days, period, AUDITOR)).toEqual([
      { key: '2026-11-28', values: [0, 0], masked: false },
      { key: '2026-11-29', values: [3, 0], masked: false },
      { key: '2026-11-30', values: [1, 1], masked: false },
    ])
    const hours = rowsOf('misses', 'hour', days, period, AUDITOR)
    expect(hours).toHaveLength(72)
    expect(hours[24 + 14]).toEqual({ key: '2026-11-29T14', values: [3, 0], masked: false })
    expect(hours[48]).toEqual({ key: '2026-11-30T00', values: [1, 1], masked: false })
    expect(rowsOf('misses', 'month', days, PERIOD, AUDITOR).map(({ key }) => key)).toEqual(['2026-10', '2026-11'])
  })

  it('shows the two hundred largest organisations, and says how many there are beside', () => {
    const width = ACCESS_COLUMNS.length
    const sums = new Float64Array(8_192 * width)
    for (let n = 0; n < 250; n++) sums.set([n + 1, 0, 0, 0, 1], n * width)
    const { numbers, rows, left } = organisationRows(sums, ACCESS_COLUMNS, COLUMNS_OF.misses)
    expect({ first: numbers[0], rows: rows.length, left }).toEqual({ first: 249, rows: 200, left: 50 })
    expect(rows[0]!.values).toEqual([250, 1])
  })
})

/** A month of one cell: how many there are, and on which days. */
const aCell = fc.record({
  month: fc.constantFrom('2026-10', '2026-11'),
  role: fc.constantFrom('practitioner', 'cpmt'),
  reason: fc.option(fc.constantFrom(...REASONS)),
  action: fc.constantFrom('search', 'disclosure', 'override', 'override-attempt', ...ACTIONS),
  outcome: fc.constantFrom(...OUTCOMES),
  step: fc.nat({ max: 6 }),
  above: fc.integer({ min: 0, max: 4 }),
  days: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
})
type ACell = ReturnType<typeof aCell.generate>['value']
const cells = fc.uniqueArray(aCell, { maxLength: 12, selector: (cell) => cell.month + cellName(cell) })
/** The same to whoever is told in steps of five: what is masked stays so. */
const otherwise = fc.record({
  above: fc.nat({ max: 4 }),
  days: fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
})

function countOf({ step, above }: Pick<ACell, 'step' | 'above'>): number {
  return step === 0 ? Math.max(1, above) : step * 5 + above
}

/** The entries of these cells, put on their days in turn. */
function entriesOf(all: readonly ACell[]): CountedEntry[] {
  return all.flatMap((cell) =>
    Array.from({ length: countOf(cell) }, (_, n) => {
      const day = String(cell.days[n % cell.days.length]).padStart(2, '0')
      const { role, reason, action, outcome } = cell
      return entry({ role, reason, action, outcome, time: new Date(`${cell.month}-${day}T09:00:00Z`) })
    }),
  )
}

/** Everything that a manager can be told of these days. */
function toldOf(entries: CountedEntry[]): unknown[] {
  const periods = [PERIOD, { from: '2026-10-01', to: '2026-10-31' }, { from: '2026-11-01', to: '2026-11-30' }]
  const counted = [DAY, MONTH].flatMap((length) => countedOf(entries, length, 'Leeds'))
  return periods.flatMap((period) => {
    const read = counted.filter(({ when }) => partsOf(period).includes(when))
    return FIGURES.flatMap((figure) => MANAGERS.map((by) => rowsOf(figure, by, read, period, MANAGER)))
  })
}

describe('a figure for a manager', () => {
  it('is the same for all numbers that are masked or rounded to the same, so that none can be worked out of all that is told', () => {
    fc.assert(
      fc.property(cells, fc.infiniteStream(otherwise), (all, others) => {
        const changed = all.map((cell) => ({ ...cell, ...others.next().value! }))
        expect(toldOf(entriesOf(changed))).toEqual(toldOf(entriesOf(all)))
      }),
    )
  })

  it('has no number that is no multiple of five, and never more than there is', () => {
    fc.assert(
      fc.property(cells, (all) => {
        const days = countedOf(entriesOf(all), MONTH, 'Leeds')
        for (const figure of FIGURES)
          for (const by of MANAGERS) {
            const rows = rowsOf(figure, by, days, PERIOD, MANAGER)
            const exact = new Map(
              rowsOf(figure, by, days, PERIOD, { ...MANAGER, roundedTo: 1 }).map((row) => [row.key, row]),
            )
            for (const { key, values, masked } of rows)
              values.forEach((value, n) => {
                const there = exact.get(key)?.values[n] ?? 0
                expect(value === null || (value % 5 === 0 && value <= there)).toBe(true)
                if (value === null) expect({ masked, isThere: there > 0 }).toEqual({ masked: true, isThere: true })
              })
          }
      }),
    )
  })

  it('says masked where one to four are left out, and nothing where there is nothing', () => {
    const days = countedOf([
      ...Array.from({ length: 7 }, () => entry({})),
      ...Array.from({ length: 3 }, () => entry({ reason: 'transition' })),
      entry({ role: 'cpmt', action: 'disclosure' }),
    ], MONTH, 'Leeds') // prettier-ignore
    expect(rowsOf('accesses', 'role', days, PERIOD, MANAGER)).toEqual([
      { key: 'practitioner', values: [5, 0, 0, 0], masked: true },
      { key: 'cpmt', values: [0, null, 0, 0], masked: true },
    ])
    expect(rowsOf('overrides', 'role', days, PERIOD, MANAGER)).toEqual([])
    expect(rowsOf('accesses', 'organisation', days, PERIOD, MANAGER)).toEqual([
      { key: 'Leeds', values: [5, null, 0, 0], masked: true },
    ])
  })

  it('has every breakdown of the log but that by hour and by day', () => {
    for (const figure of FIGURES) {
      const { auditor, manager } = BREAKDOWNS_OF[figure]
      expect([...manager].sort()).toEqual([...MANAGERS].sort())
      expect(auditor.filter((by) => !MANAGERS.includes(by)).filter((by) => by !== 'hour')).toEqual(['day'])
    }
  })
})

describe('people', () => {
  const volumes = fc.array(fc.nat({ max: 300 }), { maxLength: 200 }).map((all) => Float64Array.from(all))

  it('who did most come first', () => {
    fc.assert(
      fc.property(volumes, fc.integer({ min: 1, max: 60 }), (all, most) => {
        const ranked = [...all.entries()].filter(([, volume]) => volume > 0)
        ranked.sort(([one, done], [other, did]) => did - done || one - other)
        expect(leading(all, most)).toEqual(ranked.slice(0, most))
      }),
    )
  })

  it('are held against the middle and the 95th of those who did anything', () => {
    const all = Float64Array.from([0, ...Array.from({ length: 100 }, (_, n) => n + 1), 0])
    expect(peersOf('cpmt', all, 1)).toEqual({ role: 'cpmt', people: 100, median: 50, ninetyFifth: 95 })
    expect(peersOf('cpmt', new Float64Array(3), 1)).toEqual({
      role: 'cpmt',
      people: 0,
      median: null,
      ninetyFifth: null,
    })
    expect(peersOf('cpmt', Float64Array.of(4), 1)).toEqual({ role: 'cpmt', people: 1, median: 4, ninetyFifth: 4 })
  })

  it('are shown to a manager in steps of five of each month, and what is usual only of five or more', () => {
    fc.assert(
      fc.property(volumes, fc.infiniteStream(fc.nat({ max: 4 })), (all, others) => {
        const own = [...all.keys()].filter((number) => number % 3 === 0)
        const shown = (ofMonth: Float64Array): unknown => {
          const known = new Float64Array(ofMonth.length)
          for (let month = 0; month < 2; month++) addPublished(known, ofMonth, own, 5)
          expect(known.every((volume, number) => volume % 5 === 0 && (volume === 0 || number % 3 === 0))).toBe(true)
          return { first: leading(known), peers: peersOf('practitioner', known, 5) }
        }
        const changed = all.map((volume) => volume - (volume % 5) + others.next().value!)
        expect(shown(changed)).toEqual(shown(all))
      }),
    )
    const four = Float64Array.of(10, 15, 20, 25)
    expect(peersOf('cpmt', four, 5)).toEqual({ role: 'cpmt', people: null, median: null, ninetyFifth: null })
  })
})

describe('signatures of witnesses', () => {
  it('are those beside the log’s own', () => {
    const note = ['log.example/england', '3', 'cm9vdA==', '', '\u2014 log.example/england c2ln', ''].join('\n')
    expect(cosignaturesOf(note)).toBe(0)
    expect(cosignaturesOf(`${note}\u2014 witness.example/w1 c2ln\n`)).toBe(1)
  })
})
