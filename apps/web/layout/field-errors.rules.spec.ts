import { NoAnswerError, ProblemError } from '@contactpoint/client'
import { problemType, type FaultCode } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { fieldErrors } from './field-errors.rules.ts'

const problem = (title: FaultCode, status: number, places: { field: string; rule: string }[] = []) =>
  new ProblemError({ type: problemType(title), title, status, detail: 'Words of the API', places })

describe('what is wrong with a form', () => {
  it('is said at its field, in words for that field, or that rule, or that it is to be checked', () => {
    const places = [
      { field: 'criteria.familyName', rule: 'isNameCriterion' },
      { field: 'reason', rule: 'isIn' },
      { field: 'tier', rule: 'isIn' },
      { field: 'somethingNew', rule: 'isOdd' },
    ]
    expect(fieldErrors(problem('invalid-request', 400, places))).toEqual([
      { field: 'familyName', text: expect.stringContaining('Enter a family name') },
      { field: 'reason', text: 'Select why you need this record' },
      { field: 'tier', text: 'Select one of the list' },
      { field: 'somethingNew', text: 'Check something new' },
    ])
  })

  it('may be that somebody was first, or that PIN or code were wrong, which of them is not said', () => {
    expect(fieldErrors(problem('conflict', 409))).toEqual([{ field: '', text: 'Words of the API' }])
    expect(fieldErrors(problem('step-up-failed', 403))[0]!.text).toMatch(/PIN, the code or the key/)
  })

  it('is nothing else: whatever else went wrong is thrown on', () => {
    const others = [
      problem('not-found', 404),
      problem('unavailable', 503),
      new NoAnswerError('no', true),
      new Error('x'),
    ]
    for (const error of others) expect(() => fieldErrors(error)).toThrow(error)
  })
})
