import { describe, expect, it } from '@jest/globals'
import { levelBetween } from './level-between.ts'
import { place } from './place.ts'

const keysOf = (text: string) =>
  Object.fromEntries(place.blockingKeys.map((key) => [key.name, key.of(place.prepare(text)!)]))

describe('places', () => {
  it.each([
    ['St. Albans', 'ST ALBANS', 'exact'],
    ['Łódź', 'Lodz', 'exact'],
    ['Stoke-on-Trent', 'Stoke on Trent', 'exact'],
    ['London', 'Lonon', 'near'],
    ['Birmingham', 'Birmingam', 'near'],
    ['Newcastle', 'Newcastle upon Tyne', 'part'],
    ['Leeds', 'Horsforth, Leeds', 'part'],
    ['Beaconsfield Upper', 'Upper Beaconsfield', 'part'],
    ['York York Leeds', 'York Leeds Hull', 'part'],
    ['York Leeds Hull', 'York York Leeds', 'part'],
    ['Kyiv', 'Kiev', 'similar'],
    ['Warszawa', 'Warsaw', 'near'],
    ['Warsaw', 'Varshava', 'similar'],
    ['London', 'Leeds', 'different'],
    ['Bath', 'Hull', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(place, a, b)).toBe(level)
  })

  it.each(['', '?', 'unknown', 'not stated'])('“%s” is no place', (text) => {
    expect(place.prepare(text)).toBeNull()
  })

  it('is blocked by its text and the sound of its first word', () => {
    expect(keysOf('Stoke-on-Trent')).toEqual({ exact: ['stokeontrent'], sound: ['StK'] })
  })
})
