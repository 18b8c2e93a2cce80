import { describe, expect, it } from '@jest/globals'
import { dateIn, filled } from './dates.rules.ts'

describe('a date in a form', () => {
  it('is three fields, none or as they were typed', () => {
    expect(dateIn({ 'born-day': '7', 'born-month': ' 6', 'born-year': '2012' }, 'born')).toBe('2012-06-07')
    expect(dateIn({ 'born-day': ' ' }, 'born')).toBeUndefined()
    expect(dateIn({ 'born-day': '31' }, 'born')).toBe('-00-31')
  })
})

it('a field is filled in when there is more than space in it', () => {
  expect([filled(' x '), filled('  '), filled(undefined)]).toEqual(['x', undefined, undefined])
})
