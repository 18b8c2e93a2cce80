import * as contracts from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { age, choices, day, district, moment, phone, words } from './words.rules.ts'

const LISTS = Object.values<unknown>(contracts).filter(
  (list): list is readonly string[] => Array.isArray(list) && list.every((one) => typeof one === 'string'),
)

describe('a code', () => {
  it('is words for whoever reads it, whichever list it is of', () => {
    expect(LISTS.length).toBeGreaterThan(20)
    for (const code of LISTS.flat()) expect(words(code)).toMatch(/^[A-Z0-9]/)
    expect(words('health-visiting')).toBe('Health visiting')
    expect([words(null), words('')]).toEqual(['', ''])
  })

  it('of one list is never in the same words as another of it', () => {
    for (const list of LISTS) {
      const texts = choices(list).map(({ text }) => text)
      expect(new Set(texts).size).toBe(new Set(list).size)
    }
  })
})

describe('a date', () => {
  it('is a day of the calendar wherever somebody is, and a moment England’s time', () => {
    expect([day('2012-06-27'), day(null)]).toEqual(['27 June 2012', ''])
    expect(moment('2026-06-27T23:30:00Z')).toBe('28 Jun 2026, 00:30')
    expect(moment('2026-12-27T23:30:00Z')).toBe('27 Dec 2026, 23:30')
  })

  it('of birth says how many birthdays there were', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2026-11-29'), noInvalidDate: true }),
        (born) => {
          const now = new Date('2026-11-29T12:00:00Z')
          let birthdays = 0
          const [year, monthAndDay] = [born.getUTCFullYear(), born.toISOString().slice(5, 10)]
          for (let next = year + 1; `${next}-${monthAndDay}` <= '2026-11-29'; next++) birthdays++
          expect(age(born.toISOString().slice(0, 10), now)).toBe(birthdays)
        },
      ),
    )
  })
})

it('a postcode is shown by its first half, and a phone number in groups', () => {
  expect([district('LS12 3AB'), district(null)]).toEqual(['LS12', ''])
  expect([phone('01134960123'), phone('+15550100'), phone(null)]).toEqual(['01134 960 123', '+15550100', ''])
})
