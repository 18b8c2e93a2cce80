import { describe, expect, it } from '@jest/globals'
import { levelBetween } from './level-between.ts'
import { phone } from './phone.ts'

const keysOf = (text: string) =>
  Object.fromEntries(phone.blockingKeys.map((key) => [key.name, key.of(phone.prepare(text)!)]))

describe('telephone numbers', () => {
  it.each([
    ['0712 300633', '712300633', 'exact'],
    ['0712 300633', '+44 712 300633', 'exact'],
    ['07700 900123', '+44 (0)7700 900123', 'exact'],
    ['0440 7700 900123', '07700 900123', 'exact'],
    ['0113 496 0123 ext 4', '01134960123', 'exact'],
    ['07700 900123', '07700 900132', 'near'],
    ['07700 900123', '07700 90123', 'near'],
    ['+256 712 300633', '0712 300633', 'same-end'],
    ['07700 900123', '07911 900123', 'same-end'],
    ['07700 900123', '0113 496 0000', 'different'],
  ])('%s and %s: %s', (a, b, level) => {
    expect(levelBetween(phone, a, b)).toBe(level)
  })

  it.each(['', 'none', '0', '12345', '00000000000', '07777777777', '0123456789', '07000000000', '1'.repeat(16)])(
    '“%s” is no number',
    (text) => {
      expect(phone.prepare(text)).toBeNull()
    },
  )

  it('is blocked by itself and its end', () => {
    expect(keysOf('07700 900123')).toEqual({ exact: ['7700900123'], end: ['900123'] })
  })
})

it('a phone that a spreadsheet has shortened is none, and one with a needless fraction is itself', () => {
  expect(phone.prepare('7.7009E+09')).toBeNull()
  expect(phone.prepare('7700900123.0')).toBe('7700900123')
})
