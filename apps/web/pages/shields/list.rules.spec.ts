import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { filtersIn, lateFirst, pathOf } from './list.rules.ts'

describe('the list of shields', () => {
  it('is filtered by what there is to choose, and by nothing else', () => {
    expect(filtersIn({ state: 'placed', due: 'week', after: 'KLJ6G4D4VGLR' })).toEqual({
      ...{ state: 'placed', due: 'week', after: 'KLJ6G4D4VGLR' },
    })
    expect(filtersIn({ state: 'lifted', due: 'never', after: '../x' })).toEqual({})
    expect(filtersIn({ state: '', due: '' })).toEqual({})
  })

  it('goes on where it stopped, with the same filters', () => {
    expect(pathOf({ state: 'placed', after: 'KLJ6G4D4VGLR' })).toBe('/shields?state=placed&after=KLJ6G4D4VGLR')
    expect(pathOf({})).toBe('/shields')
  })

  it('has on top what is due first, and says of all that is over that it is late', () => {
    const due = fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }), { nil: null })
    fc.assert(
      fc.property(fc.array(due), fc.nat(4e12), (dates, now) => {
        const items = dates.map((date) => ({ dueAt: date && date.toISOString() }))
        const rows = lateFirst(items, now)
        const times = rows.map(({ dueAt }) => (dueAt === null ? Infinity : Date.parse(dueAt)))
        expect(times).toEqual(times.toSorted((one, other) => (one === other ? 0 : one - other)))
        expect(rows.filter(({ isLate }) => isLate)).toHaveLength(times.filter((time) => time < now).length)
        expect(rows).toHaveLength(items.length)
      }),
    )
  })
})
