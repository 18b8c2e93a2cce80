import { describe, expect, it } from '@jest/globals'
import { category, gender } from './category.ts'
import { levelBetween } from './level-between.ts'

describe('categories', () => {
  it.each([
    ['Politician', 'politician ', 'exact'],
    ['none', 'None', 'exact'],
    ['White British', 'White Irish', 'different'],
    ['none', 'unknown', null],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(category, a, b)).toBe(level)
  })
})

describe('gender', () => {
  it.each([
    ['M', 'male', 'exact'],
    ['boy', '1', 'exact'],
    ['F', 'Girl', 'exact'],
    ['2', 'female', 'exact'],
    ['M', 'F', 'different'],
    ['non-binary', 'Non Binary', 'exact'],
    ['non-binary', 'F', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(gender, a, b)).toBe(level)
  })

  it.each(['', '0', '9', 'U', 'x', 'unknown', 'Not known', 'not specified', 'unspecified'])(
    '“%s” says nothing',
    (text) => {
      expect(gender.prepare(text)).toBeNull()
    },
  )
})
