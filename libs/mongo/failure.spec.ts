import { Fault } from '@contactpoint/contracts'
import { expect, it } from '@jest/globals'
import { failureOf } from './failure.ts'

it('what failed is said by a code or a name, never by words that might quote a row', () => {
  expect(failureOf(Fault.invalid('rows', 'isArray'))).toBe('invalid-request')
  expect(failureOf(new TypeError('Smith'))).toBe('TypeError')
})
