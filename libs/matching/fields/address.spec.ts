import { describe, expect, it } from '@jest/globals'
import { address } from './address.ts'
import { levelBetween } from './level-between.ts'

const keysOf = (text: string) =>
  Object.fromEntries(address.blockingKeys.map((key) => [key.name, key.of(address.prepare(text)!)]))

describe('addresses', () => {
  it.each([
    ['12 High Street', '12, HIGH ST.', 'exact'],
    ['Flat 3, 12 High St', '12 High Street, Apartment 3', 'exact'],
    ['12a St. John’s Rd', '12A Saint Johns Road', 'exact'],
    ['12', '12', 'exact'],
    ['12 High Street', '12 Hihg Street', 'near'],
    ['48 Goldfinch Circuit', '48 goldfinchcircuit', 'near'],
    ['6 Tullaroop Street Willaroo', '6 Tullaroop St', 'near'],
    ['6 Rosebank, Tullaroop Street, Willaroo', '6 Tullaroop St Willaroo', 'near'],
    ['Rose Cottage, Mill Lane', 'Rose Cotage Mill Ln', 'near'],
    ['12 High Street', '21 High Street', 'same-street'],
    ['12 High Street', 'High St', 'same-street'],
    ['12 Victoria Road', 'Flat 2, 12 Victoria Road', 'same-street'],
    ['12 Mill Lane Bramley', '12 Mill Close Headingley', 'similar'],
    ['12 High Street', '12 Church Street', 'different'],
    ['12 High Street', '5 Oak Avenue', 'different'],
    ['12', '21', 'different'],
    ['12', '12 High Street', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(address, a, b)).toBe(level)
  })

  it.each(['', '-', 'unknown', 'No fixed abode', 'N.F.A', 'NFA'])('“%s” is no address', (text) => {
    expect(address.prepare(text)).toBeNull()
  })

  it('is blocked by its words with a number, never by a street alone', () => {
    expect(keysOf('Flat 3, 12 Victoria Road')).toEqual({
      exact: ['12 3 flat rd victoria'],
      words: ['victoria 12', 'victoria 3'],
    })
    expect(keysOf('Victoria Road')).toEqual({ exact: ['rd victoria'], words: [] })
    expect(keysOf('12')).toEqual({ exact: [], words: [] })
  })
})
