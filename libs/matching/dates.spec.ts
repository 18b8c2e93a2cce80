import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { areNearDates, nearDates } from './dates.ts'

const day = fc
  .integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2099, 11, 31) / 86_400_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10))

describe('the dates near a birth date', () => {
  it('hold the date, its day and month swapped, and one digit off, and no day that does not exist', () => {
    const near = nearDates('2015-03-02')
    expect(near).toEqual(expect.arrayContaining(['2015-03-02', '2015-02-03', '2015-03-22', '2005-03-02', '2015-08-02']))
    expect(near).not.toContain('2015-13-02')
    expect(near).not.toContain('2015-03-32')
    expect(near).not.toContain('2014-03-03')
  })

  it('leave out a swap that is no day, and the 29th of February of an ordinary year', () => {
    expect(nearDates('2015-03-20').some((date) => date.startsWith('2015-20'))).toBe(false)
    expect(nearDates('2015-02-28')).not.toContain('2015-02-29')
    expect(nearDates('2016-02-28')).toContain('2016-02-29')
  })

  it('are sorted, unique and from 1990 to 2099', () => {
    fc.assert(
      fc.property(day, (date) => {
        const near = nearDates(date)
        expect(near).toEqual([...new Set(near)].sort())
        expect(near).toContain(date)
        expect(near.every((one) => one >= '1990-01-01' && one <= '2099-12-31')).toBe(true)
        expect(near.length).toBeLessThanOrEqual(50)
      }),
    )
  })

  it('are near in both directions, and areNearDates says the same', () => {
    fc.assert(
      fc.property(day, fc.nat(), day, (a, pick, other) => {
        const near = nearDates(a)
        const b = near[pick % near.length]!
        expect(nearDates(b)).toContain(a)
        expect(areNearDates(a, b)).toBe(true)
        expect(areNearDates(a, other)).toBe(near.includes(other))
      }),
    )
  })

  it('of a day outside those years are the day itself', () => {
    expect(nearDates('1989-12-31')).toEqual(['1989-12-31'])
    expect(areNearDates('1989-12-31', '1999-12-31')).toBe(false)
  })

  it('cannot be asked of a day that does not exist, and the error does not repeat it', () => {
    expect(() => nearDates('2015-02-30')).toThrow(RangeError)
    expect(() => nearDates('2015-02-30')).not.toThrow(/2015/)
  })
})
