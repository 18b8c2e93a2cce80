import { describe, expect, it } from '@jest/globals'
import { grantIn } from './override-grants.form.ts'

describe('a right to override that is proposed', () => {
  it('lasts until the end of its day', () => {
    const form = { personId: ' e3b0c442 ', 'until-day': '3', 'until-month': '5', 'until-year': '2027' }
    expect(grantIn(form)).toEqual({ personId: 'e3b0c442', until: '2027-05-03T23:59:59Z' })
  })

  it('is left to the gateway to refuse when something is missing', () => {
    expect(grantIn({})).toEqual({ personId: '', until: '' })
  })
})
