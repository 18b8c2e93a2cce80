import { COVERAGE_CELLS, COVERAGE_KINDS, type CountedRow } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { coverageRows } from './coverage.rules.ts'

const WAYS = ['kind', 'authority'] as const
const cell = fc.record({ fives: fc.nat({ max: 3 }), above: fc.nat({ max: 4 }) })
const cells = fc.array(cell, { minLength: COVERAGE_CELLS.length, maxLength: COVERAGE_CELLS.length })
const anAuthority = fc.record({ key: fc.constantFrom('380', '383', null), cells })
const authorities = fc.uniqueArray(anAuthority, { selector: ({ key }) => key })
type Some = ReturnType<typeof authorities.generate>['value']

const counted = (all: Some): CountedRow[] =>
  all.map(({ key, cells: own }) => ({ key, counts: own.map(({ fives, above }) => fives * 5 + above) }))
const told = (all: Some) => WAYS.map((by) => coverageRows(counted(all), by, 5))

/** One authority with so many children in the cells that are named. */
const leeds = (of: [Partial<(typeof COVERAGE_CELLS)[number]>, number][]): CountedRow => ({
  key: '383',
  counts: COVERAGE_CELLS.map((one) => {
    const found = of.find(([wanted]) => Object.entries(wanted).every(([name, is]) => one[name as 'school'] === is))
    return found?.[1] ?? 0
  }),
})

describe('coverage', () => {
  it('is how many children have a school, a practice, somebody recorded, and a lead professional, and how many have not', () => {
    const rows = [
      leeds([
        [{ school: true, practice: true, involved: 'lead' }, 1],
        [{ school: true, practice: false, involved: 'somebody' }, 2],
        [{ school: false, practice: false, involved: 'nobody' }, 4],
      ]),
    ]
    expect(coverageRows(rows, 'kind', 1)).toEqual({
      columns: ['known', 'not-known'],
      rows: [
        { key: 'school', values: [3, 4], masked: false },
        { key: 'gp', values: [1, 6], masked: false },
        { key: 'involvement', values: [3, 4], masked: false },
        { key: 'lead-professional', values: [1, 6], masked: false },
      ],
    })
    expect(coverageRows(rows, 'authority', 1)).toEqual({
      columns: ['children', ...COVERAGE_KINDS],
      rows: [{ key: '383', values: [7, 3, 1, 3, 1], masked: false }],
    })
  })

  it('is the same to a manager for all numbers that are masked or rounded to the same, in whatever tables', () => {
    fc.assert(
      fc.property(authorities, fc.infiniteStream(fc.nat({ max: 3 })), (all, others) => {
        const changed = all.map(({ key, cells: own }) => ({
          key,
          cells: own.map(({ fives, above }) => {
            const other = others.next().value!
            if (fives > 0) return { fives, above: other }
            return { fives, above: above === 0 ? 0 : 1 + other }
          }),
        }))
        expect(told(changed)).toEqual(told(all))
      }),
    )
  })

  it('has to a manager no number that is no multiple of five, and says where one to four are left out', () => {
    fc.assert(
      fc.property(authorities, (all) => {
        for (const { rows } of told(all))
          for (const { values, masked } of rows)
            for (const value of values) expect(value === null ? masked : value % 5 === 0).toBe(true)
      }),
    )
  })
})
