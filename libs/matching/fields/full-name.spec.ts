import { describe, expect, it } from '@jest/globals'
import { fullName } from './full-name.ts'
import { levelBetween } from './level-between.ts'

const keysOf = (text: string) =>
  Object.fromEntries(fullName.blockingKeys.map((key) => [key.name, key.of(fullName.prepare(text)!)]))

describe('full names', () => {
  it.each([
    ['Mr John Smith', 'JOHN SMITH', 'exact'],
    ['Anne-Marie O’Brien', 'Anne Marie OBrien', 'exact'],
    ['Sir John Smith', 'Dr John Smith', 'exact'],
    ['SMITH, John', 'John Smith', 'reordered'],
    ['Khan, Miss Aisha', 'Aisha Khan', 'reordered'],
    ['John Peter Smith', 'John Smith', 'part'],
    ['Anna Smith-Jones', 'Anna Jones', 'part'],
    ['Bob Smith', 'Robert Smith', 'variant'],
    ['Mohammed Ali Khan', 'Khan Muhammad', 'variant'],
    ['J Smith', 'John Smith', 'near'],
    ['Jon Peter Smyth', 'John Smith', 'near'],
    ['J P Smith', 'John Peter Smith', 'near'],
    ['Oliver Smith', 'Oliver Smithson', 'near'],
    ['Chidinma Okafor', 'Chidimma Okafo', 'near'],
    ['Krzysztof Nowak', 'Kristof Nowak', 'similar'],
    ['Ronaldinho', 'Ronaldinho Gaucho', 'similar'],
    ['Amelia Smith', 'Oliver Smith', 'different'],
    ['J S', 'John Smith', 'different'],
    ['Aisha Khan', 'Priya Patel', 'different'],
    ['Jack Lord', 'Jack', 'similar'],
    ['Lord', 'Jack Lord', 'similar'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(fullName, a, b)).toBe(level)
  })

  it.each(['', 'Mr', 'unknown', 'Not Known', '-'])('“%s” is no name', (text) => {
    expect(fullName.prepare(text)).toBeNull()
  })

  it('pairs each word once: two Alis need two Alis', () => {
    expect(levelBetween(fullName, 'Ali Ali', 'Ali Khan')).toBe('different')
    expect(levelBetween(fullName, 'Ali Ali', 'Ali Hassan Ali')).toBe('part')
  })

  it('is blocked by its words, first and last, and their sounds', () => {
    expect(keysOf('SMITH, John P')).toEqual({
      exact: ['john p smith'],
      'first-last': ['smith p'],
      words: ['smith', 'john'],
      sounds: ['Smt', 'Jn'],
    })
    expect(keysOf('Ronaldinho')['first-last']).toEqual([])
  })
})
