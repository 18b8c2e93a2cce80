import { describe, expect, it } from '@jest/globals'
import { isIsoDate, NAME_CRITERION_PATTERN, NAME_PATTERN, today, toPostcode } from './rules.ts'
import { CRITERION_VISIBILITY, namesHidden } from './directory/search-criteria.ts'

describe('A date', () => {
  it('is a day that exists', () => {
    expect(['2012-02-29', '2026-12-31'].every(isIsoDate)).toBe(true)
    expect(['2011-02-29', '2012-13-01', '2012-1-1', '20120101', '', null, {}].some(isIsoDate)).toBe(false)
  })

  it('of today is the one in England, whatever the clock says elsewhere', () => {
    expect(today(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01')
    expect(today(new Date('2026-12-31T23:30:00Z'))).toBe('2026-12-31')
  })
})

describe('A postcode', () => {
  it('has one written form', () => {
    expect(['ls14ap', 'LS1 4AP', ' l s 1 4 a p '].map(toPostcode)).toEqual(['LS1 4AP', 'LS1 4AP', null])
    expect(toPostcode('EC1A1BB')).toBe('EC1A 1BB')
  })

  it('that cannot be is none', () => {
    for (const text of ['', 'LS1', '1LS 4AP', 'LS1 4CP', 'LS1 4AAP', { $ne: 1 }, null])
      expect(toPostcode(text)).toBeNull()
  })
})

describe('A name', () => {
  it('may be of any script, with hyphen, apostrophe, full stop and spaces', () => {
    for (const name of ["O'Brien", 'O’Brien', 'Smith-Jones', 'Núñez', 'van der Berg', 'St. John', 'محمد', '李'])
      expect(name).toMatch(NAME_PATTERN)
  })

  it('is never markup, a number or an operator', () => {
    for (const name of ['', ' ', '<b>', '$ne', 'a1', "'x", 'a\nb', 'x'.repeat(101)])
      expect(name).not.toMatch(NAME_PATTERN)
  })

  it('in a search may end in * after at least two letters', () => {
    expect('Ma*').toMatch(NAME_CRITERION_PATTERN)
    for (const typed of ['M*', '*', 'Ma*x', 'Ma**']) expect(typed).not.toMatch(NAME_CRITERION_PATTERN)
  })
})

describe('A search', () => {
  it('names something hidden exactly when one of its criteria is hidden by a shield (S25)', () => {
    const visible = { familyName: 'Smith', dateOfBirth: '2012-01-01', givenName: 'A', gender: 'female' as const }
    expect(namesHidden(visible)).toBe(false)
    for (const [criterion, visibility] of Object.entries(CRITERION_VISIBILITY))
      if (visibility === 'hidden') expect(namesHidden({ ...visible, [criterion]: 'anything' })).toBe(true)
  })

  it('that names a criterion nobody has classed counts as naming something hidden', () => {
    expect(namesHidden({ familyName: 'Smith', shoeSize: '4' } as never)).toBe(true)
  })
})
