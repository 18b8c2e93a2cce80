import { describe, expect, it } from '@jest/globals'
import { exactKey } from '@contactpoint/matching'
import { BirthEntries } from './birth-entries.ts'
import { birthLine, birthRecordId } from './births-json.ts'
import { receptionYear } from './birthdays.ts'
import { readEngland } from './england.ts'
import { COVERAGE, USUAL_ERRORS } from './errors-of-registers.ts'
import { syntheticChildren } from './index.ts'

const DAY = '2026-10-01'
const children = [...syntheticChildren({ children: 20_000, seed: 4 })]
const entries = new BirthEntries(4, DAY, readEngland().places)
const pairs = children.flatMap((child) => {
  const entry = entries.entryOf(child)
  return entry ? [{ child, entry }] : []
})
const youngest = children.filter(({ dateOfBirth }) => receptionYear(dateOfBirth) >= 2025)
const keyOf = (given: string, family: string, born: string, postcode: string) =>
  exactKey({ given: [given], family }, born, postcode)

describe('an entry in the register of births', () => {
  it('is there for most of the two youngest school years, and for nobody else', () => {
    expect(pairs.every(({ child }) => youngest.includes(child))).toBe(true)
    expect(pairs.length / youngest.length).toBeCloseTo(1 - COVERAGE.birthNotRegistered, 1)
  })

  it('is linked to the child by the declared rule, unless the family has moved and never said so', () => {
    const moved = pairs.filter(({ child, entry }) => {
      const { givenName, familyName, dateOfBirth, address } = child
      const own = keyOf(givenName, familyName, dateOfBirth, address!.postcode)
      return own !== keyOf(entry.forenames[0]!, entry.surname, entry.dateOfBirth, entry.address.postcode)
    })
    expect(moved.length / pairs.length).toBeGreaterThan(USUAL_ERRORS.births.neverTold / 4)
    expect(moved.length / pairs.length).toBeLessThan(USUAL_ERRORS.births.neverTold * 3)
  })

  it('comes after the birth, and in the place of another where the child has had another surname', () => {
    for (const { child, entry } of pairs) {
      expect(entry.date > child.dateOfBirth && entry.date <= DAY).toBe(true)
      expect(entry.previous !== undefined).toBe(child.formerSurname !== undefined)
      if (entry.previous) expect(entry.previous.date < entry.date).toBe(true)
    }
    expect(new Set(pairs.map(({ entry }) => birthRecordId(entry))).size).toBe(pairs.length)
  })

  it('is one line, in which a parent who is not there has no name', () => {
    const { entry } = pairs.find((pair) => pair.entry.father === undefined && pair.entry.previous)!
    const line = birthLine(entry)
    expect(line.match(/\n/g)).toHaveLength(1)
    expect(JSON.parse(line)).toMatchObject({
      id: entry.id,
      father: { forenames: null, surname: null },
      previousRegistration: { id: entry.previous!.id },
    })
  })
})
