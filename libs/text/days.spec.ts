import { expect, it } from '@jest/globals'
import { isIsoDate } from './days.ts'

it('A date is a day that exists', () => {
  expect(['2012-02-29', '2026-12-31'].every(isIsoDate)).toBe(true)
  expect(['2011-02-29', '2012-13-01', '2012-1-1', '20120101', '', null, {}].some(isIsoDate)).toBe(false)
})
