import { describe, expect, it } from '@jest/globals'
import { familyName } from './family-name.ts'
import { levelBetween } from './level-between.ts'
import { readReference } from './reference.ts'

const keysOf = (text: string) =>
  Object.fromEntries(familyName.blockingKeys.map((key) => [key.name, key.of(familyName.prepare(text)!)]))

describe('family names', () => {
  it.each([
    ['O’Brien', 'OBRIEN', 'exact'],
    ['O Brien', "O'Brien", 'exact'],
    ['Núñez', 'NUNEZ', 'exact'],
    ['Smith-Jones', 'Smithjones', 'exact'],
    ['O’Dea', 'Dea', 'near'],
    ['MacDonald', 'McDonald', 'near'],
    ['Macmillan', 'Millan', 'near'],
    ['van den Berg', 'Berg', 'near'],
    ['al-Hassan', 'Hassan', 'near'],
    ['Smith', 'Smyth', 'near'],
    ['Kowalski', 'Kowalksi', 'near'],
    ['Smith-Jones', 'Jones', 'part'],
    ['Smith Jones', 'Jones-Smith', 'part'],
    ['Garcia Lopez', 'Garcia', 'part'],
    ['Kydalov', 'Kidaloff', 'phonetic'],
    ['Choudhury', 'Chaudhri', 'phonetic'],
    ['Hussain', 'Hossein', 'phonetic'],
    ['Patterson', 'Peterson', 'phonetic'],
    ['Robertson', 'Robinson', 'similar'],
    ['Smith', 'Jones', 'different'],
    ['Lee', 'Li', 'different'],
    ['Khan', 'Kaur', 'different'],
    ['Machin', 'Hin', 'different'],
    ['de Souza', 'de Silva', 'different'],
    ['Van', 'Van Dijk', 'similar'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(familyName, a, b)).toBe(level)
  })

  it.each(['', ' ', '-', 'unknown', 'Surname', 'NOT KNOWN', 'n/a', 'xxx'])('“%s” is no name', (text) => {
    expect(familyName.prepare(text)).toBeNull()
  })

  it('is blocked by its text, halves, sound and beginning', () => {
    expect(keysOf('Smith-Jones')).toEqual({
      exact: ['smithjones'],
      part: ['smith', 'jones'],
      sound: ['SmtJnS'],
      start: ['smi'],
    })
    expect(keysOf('van den Berg')).toMatchObject({ exact: ['vandenberg'], part: ['berg'] })
  })

  it('finds nearly all labelled variants alike, and twice as often near or phonetic as what is no variant', () => {
    expect(shareOf('variant', ['near', 'part', 'phonetic', 'similar'])).toBeGreaterThan(0.92)
    expect(shareOf('variant', ['near', 'part', 'phonetic'])).toBeGreaterThan(0.7)
    expect(shareOf('not_variant', ['near', 'part', 'phonetic'])).toBeLessThan(0.4)
  })
})

/** The share of the labelled pairs that reach one of the levels. */
function shareOf(label: string, levels: string[]): number {
  const rows = readReference('labelled-name-pairs.csv').map((line) => line.split(','))
  const pairs = rows.filter((row) => row[0] === 'family' && row[3] === label)
  expect(pairs).toHaveLength(400)
  return pairs.filter(([, a, b]) => levels.includes(levelBetween(familyName, a!, b!)!)).length / pairs.length
}
