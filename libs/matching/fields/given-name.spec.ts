import { describe, expect, it } from '@jest/globals'
import { givenName } from './given-name.ts'
import { levelBetween } from './level-between.ts'
import { readReference } from './reference.ts'

const keysOf = (text: string) =>
  Object.fromEntries(givenName.blockingKeys.map((key) => [key.name, key.of(givenName.prepare(text)!)]))

describe('given names', () => {
  it.each([
    ['Zoë', 'ZOE', 'exact'],
    ['Anne-Marie', 'Annemarie', 'exact'],
    ['D’Andre', 'dandre', 'exact'],
    ['Олександр', 'Oleksandr', 'exact'],
    ['Mohammed', 'Muhammad', 'variant'],
    ['Kate', 'Catherine', 'variant'],
    ['Mohammed Ali', 'Muhammad Ali', 'variant'],
    ['Charlote', 'Charlotte', 'near'],
    ['Jayden', 'Hayden', 'near'],
    ['Ella', 'Bella', 'near'],
    ['Wilhelmina', 'Wilhelmine', 'near'],
    ['Anne-Marie', 'Anne', 'part'],
    ['Anne-Marie', 'Marie Anne', 'part'],
    ['Anne-Marie', 'Anne-Louise', 'similar'],
    ['Lok Hin', 'Tin Lok', 'similar'],
    ['Mohammed Ali', 'Muhammad Ali Khan', 'variant'],
    ['Uzo', 'Uzoh', 'initial'],
    ['Uzoh', 'Uzo', 'initial'],
    ['Muhammad Ibrahim', 'Mohammed', 'variant'],
    ['James Robert', 'Bob', 'variant'],
    ['Alice', 'Elsie-Lou', 'variant'],
    ['J', 'James', 'initial'],
    ['Theo', 'Theophilus', 'initial'],
    ['Oluwa', 'Oluwaseun', 'initial'],
    ['A M', 'Anne Marie', 'initial'],
    ['Krzysztof', 'Kristof', 'similar'],
    ['Amarachi', 'Amaka', 'similar'],
    ['Zofia', 'Sophie', 'similar'],
    ['Oliver', 'Amelia', 'different'],
    ['Ali', 'Eva', 'different'],
    ['Mia', 'Leo', 'different'],
    ['J', 'Amelia', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(givenName, a, b)).toBe(level)
  })

  it.each(
    (
      '|-|.|unknown|UNKNOWN|Not known|n/a|N.A.|none|test|baby|Baby Boy|BABY SMITH|baby girl of Sarah Jones|infant|twin|' +
      'Twin 1|TWIN ONE|twin 2|Newborn|boy|Girl|male|FEMALE|Male Infant|B/O Amina|baby-1|unnamed'
    ).split('|'),
  )('“%s” is no name', (text) => {
    expect(givenName.prepare(text)).toBeNull()
  })

  it.each(['Babette', 'Na', 'Nil', 'Guy', 'Tess', 'X', 'Li', '王小明', 'محمد'])('%s is a name', (text) => {
    expect(givenName.prepare(text)).not.toBeNull()
  })

  it('does not take a particle for a part', () => {
    expect(levelBetween(givenName, 'Abu Bakr', 'Abu Sufyan')).not.toBe('part')
  })

  it('is blocked by its text, sound and beginning', () => {
    expect(keysOf('Anne-Marie')).toEqual({ exact: ['annemarie'], sound: ['An'], start: ['ann'] })
    expect(keysOf('Jo')).toEqual({ exact: ['jo'], sound: [], start: [] })
  })

  it('finds nearly all labelled variants alike, and most of what is no variant different', () => {
    expect(shareOf('variant', LEVELS_ALIKE)).toBeGreaterThan(0.93)
    expect(shareOf('not_variant', LEVELS_ALIKE)).toBeLessThan(0.45)
  })
})

const LEVELS_ALIKE = ['exact', 'variant', 'near', 'part', 'initial', 'similar']

/** The share of the labelled pairs that reach one of the levels. */
function shareOf(label: string, levels: string[]): number {
  const rows = readReference('labelled-name-pairs.csv').map((line) => line.split(','))
  const pairs = rows.filter((row) => row[0] === 'given' && row[3] === label)
  expect(pairs).toHaveLength(400)
  return pairs.filter(([, a, b]) => levels.includes(levelBetween(givenName, a!, b!)!)).length / pairs.length
}
