import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { criteriaIn, formOf, type SearchForm } from './search.form.ts'

const text = fc.stringMatching(/^[a-z]{2,8}$/)
const forms: fc.Arbitrary<SearchForm> = fc.record({
  familyName: text,
  givenName: fc.option(text, { nil: undefined }),
  'born-day': fc.constantFrom('', '27'),
  'born-month': fc.constantFrom('', '06'),
  'born-year': fc.constantFrom('', '2012'),
  birthYear: fc.constantFrom('', '2011'),
  postcode: fc.constantFrom('', 'LS1 4AP'),
})

describe('a question', () => {
  it('fills the form in again as it was asked', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const criteria = criteriaIn(form)
        expect(criteriaIn(formOf(criteria, undefined))).toEqual(criteria)
      }),
    )
  })

  it('by a year alone is by all its days, and a whole date of birth goes before it', () => {
    expect(criteriaIn({ familyName: 'm*', birthYear: '2011' })).toEqual({
      ...{ familyName: 'm*', dateOfBirthFrom: '2011-01-01', dateOfBirthTo: '2011-12-31' },
    })
    const both = criteriaIn({
      familyName: 'm*',
      birthYear: '2011',
      'born-day': '1',
      'born-month': '2',
      'born-year': '2012',
    })
    expect(both).toEqual({ familyName: 'm*', dateOfBirth: '2012-02-01' })
  })

  it('has what was left empty in it only where it must be refused for it', () => {
    expect(criteriaIn({ givenName: ' ' })).toEqual({ familyName: '' })
  })
})
