import { ACCESS_OF } from './accesses.rules.ts'
import { ACTIONS, LOG_COLUMNS, OUTCOMES, REASONS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  cellName,
  cellOf,
  COLUMNS_OF,
  countsOf,
  peopleColumn,
  roleOfColumn,
  Tally,
  tallyOf,
  widthOf,
  type CountedEntry,
} from './counting.rules.ts'
import { pack, unpack, withAdded, type Rows } from './packing.rules.ts'

const anEntry: fc.Arbitrary<CountedEntry> = fc.record({
  time: fc.integer({ min: 0, max: 72 * 60 }).map((minutes) => new Date(Date.UTC(2026, 10, 29, 0, minutes))),
  personId: fc.constantFrom('p-1', 'p-2', 'p-3'),
  role: fc.constantFrom('practitioner', 'cpmt'),
  organisation: fc.constantFrom('Leeds', 'St.Mary’s/$chool', ''),
  action: fc.constantFrom(...ACTIONS),
  outcome: fc.constantFrom(...OUTCOMES),
  reason: fc.option(fc.constantFrom(...REASONS)),
  children: fc.nat({ max: 2 }),
})
const entries = fc.array(anEntry, { maxLength: 60 })

/** What a store keeps when these tallies come one after the other. */
function keptOf(tallies: readonly Tally[]): { days: Record<string, number>; rows: Record<string, number[]> } {
  const days: Record<string, number> = {}
  const numbers = new Map<string, number>()
  const blocks = new Map<string, Buffer>()
  for (const tally of tallies) {
    for (const [id, { counts, hours }] of tally.counts)
      for (const [name, count] of [...counts, ...hours]) days[`${id} ${name}`] = (days[`${id} ${name}`] ?? 0) + count
    for (const { column, when, personId, organisation, counts } of tally.rows.values()) {
      const name = JSON.stringify([column, personId, organisation])
      if (!numbers.has(name)) numbers.set(name, numbers.size)
      const block = JSON.stringify([column, when])
      const before: Rows = blocks.has(block) ? unpack(blocks.get(block)!, widthOf(column)) : new Map()
      blocks.set(block, pack(withAdded(before, new Map([[numbers.get(name)!, counts]]))))
    }
  }
  const nameOf = new Map([...numbers].map(([name, number]) => [number, name]))
  const rows = [...blocks].flatMap(([block, bytes]) => {
    const [column, when] = JSON.parse(block) as [string, string]
    return [...unpack(bytes, widthOf(column))].map(([number, counts]) => [`${when} ${nameOf.get(number)!}`, counts])
  })
  return { days, rows: Object.fromEntries(rows) as Record<string, number[]> }
}

describe('what entries are counted to', () => {
  it('is the same in any parts and any order', () => {
    fc.assert(
      fc.property(entries, fc.array(fc.nat({ max: 60 })), fc.infiniteStream(fc.nat()), (all, cuts, chance) => {
        const ends = [...cuts.map((cut) => Math.min(cut, all.length)), all.length].sort((one, other) => one - other)
        const parts = ends.map((end, n) => all.slice(ends[n - 1] ?? 0, end))
        const whole = keptOf([tallyOf(all)])
        expect(keptOf(parts.map(tallyOf))).toEqual(whole)
        const shuffled = all
          .map((entry) => [chance.next().value!, entry] as const)
          .sort(([one], [other]) => one - other)
        expect(keptOf([tallyOf(shuffled.map(([, entry]) => entry))])).toEqual(whole)
      }),
    )
  })

  it('has each entry once in all cells, in one access, in its hour and in its organisation and person', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const { days, rows } = keptOf([tallyOf(all)])
        const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
        // An id is the day or the month, the organisation where it is of one, and the name of the number.
        const said = Object.entries(days).map(([id, count]) => ({ parts: id.split(' '), count }))
        const named = (length: number, isOfAll: boolean, isCell: boolean): number =>
          sum(
            said.flatMap(({ parts, count }) => {
              const is = parts[0]!.length === length && (parts.length === 2) === isOfAll
              return is && (parts.at(-1)!.split('/').length === 4) === isCell ? [count] : []
            }),
          )
        for (const when of ['2026-11-29'.length, '2026-11'.length])
          for (const isOfAll of [true, false]) expect(named(when, isOfAll, true)).toBe(all.length)
        const misses = sum(said.flatMap(({ parts, count }) => (parts.at(-1)!.endsWith('/misses') ? [count] : [])))
        expect(named(10, true, false) - misses).toBe(all.length)
        const of = (column: string): number[][] =>
          Object.entries(rows).flatMap(([id, counts]) => (id.includes(`["${column}`) ? [counts] : []))
        expect(sum(of('people ').flat())).toBe(2 * all.length)
        expect(sum(of('organisations').flatMap((counts) => counts.slice(0, 4)))).toBe(2 * all.length)
      }),
    )
  })

  it('names a cell so that it is found again, in letters that a field may have', () => {
    fc.assert(
      fc.property(anEntry, fc.string(), (entry, role) => {
        const cell = { role, reason: entry.reason, action: entry.action, outcome: entry.outcome }
        expect(cellOf(cellName(cell))).toEqual(cell)
        expect(cellName(cell)).not.toMatch(/[.$\0]/)
      }),
    )
    expect(roleOfColumn(peopleColumn('cpmt'))).toBe('cpmt')
  })
})

describe('what an entry counts as', () => {
  it('is one access, whatever it is', () => {
    for (const action of ACTIONS) expect(countsOf(COLUMNS_OF.accesses, { action, outcome: 'done' })).toContain(1)
    const found = (access: string): string[] => ACTIONS.filter((action) => ACCESS_OF[action] === access)
    expect(found('searches')).toEqual(['search'])
    expect(found('disclosures')).toEqual(['disclosure'])
  })

  it('is a miss when a search showed nobody, and not when it showed too many to show', () => {
    const counted = (given: Partial<CountedEntry>): number => {
      const entry = {
        ...fc.sample(anEntry, 1)[0]!,
        action: 'search',
        outcome: 'shown',
        children: 0,
        ...given,
      } as CountedEntry
      return [...tallyOf([entry]).rows.values()].find(({ column }) => column === 'organisations')!.counts.at(-1)!
    }
    expect(counted({})).toBe(1)
    expect(counted({ children: 1 })).toBe(0)
    expect(counted({ outcome: 'too-many' })).toBe(0)
    expect(counted({ outcome: 'withheld' })).toBe(0)
    expect(counted({ action: 'disclosure', outcome: 'not-found' })).toBe(0)
  })

  it('is a step of an override as far as the log has it', () => {
    const counted = (action: CountedEntry['action'], outcome: CountedEntry['outcome']): string[] =>
      LOG_COLUMNS.slice(5).filter((column) => countsOf([column], { action, outcome })[0] === 1)
    expect(counted('override-attempt', 'done')).toEqual(['attempts'])
    expect(counted('override-attempt', 'refused')).toEqual(['refused'])
    expect(counted('override', 'done')).toEqual(['begun'])
    expect(counted('override', 'refused')).toEqual(['failed'])
    expect(counted('override-end', 'done')).toEqual(['ended'])
    expect(counted('override-case-answer', 'done')).toEqual(['answered'])
    expect(counted('disclosure', 'shown')).toEqual([])
  })
})
