import { COMPARED, COMPARISONS, type Candidate, type ComparedRecord, type Comparison } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { besideOf, whoIs } from './beside.rules.ts'

const row: ComparedRecord = {
  ...{ name: { given: ['Grace', 'Ann'], family: 'Mainwood' }, dateOfBirth: '2012-06-27', gender: 'female' },
  address: { lines: ['68 Albert Road', 'Leeds'], postcode: 'LS1 4AP' },
  carers: [{ name: { given: ['Ida'], family: 'Mainwood' }, relationship: 'mother', phone: '07700918170' }],
  ...{ schoolUrn: '107809', gpPracticeCode: null },
}
const candidate = (agreement: Comparison, more: Partial<Candidate> = {}): Candidate => ({
  ...{ ...row, childId: 'KLJ6G4D4VGLR', isLinked: false },
  ...{ compared: COMPARED.map((thing) => ({ thing, agreement })), ...more },
})

describe('a row beside a child', () => {
  it('is told apart as the directory does, also where both read alike', () => {
    const likeness = (agreement: Comparison) =>
      besideOf(row, candidate(agreement))
        .filter(({ label }) => label !== 'Address')
        .map((one) => one.likeness)
    expect(new Set(likeness('agrees'))).toEqual(new Set(['alike']))
    expect(new Set(likeness('differs'))).toEqual(new Set(['different']))
  })

  it('says what only one of them says, and what neither does, where the directory cannot tell', () => {
    const rows = besideOf(row, candidate('unknown', { schoolUrn: null, carers: [] }))
    const of = (label: string) => rows.find((one) => one.label === label)
    expect(of('School (URN)')).toMatchObject({ left: '107809', right: null, likeness: 'one-sided' })
    expect(of('Carers')).toMatchObject({
      left: 'Ida Mainwood (mother, 07700 918 170)',
      right: null,
      likeness: 'one-sided',
    })
    expect(of('GP practice')).toMatchObject({ left: null, right: null, likeness: 'unknown' })
  })

  it('never shows a number of an agency, and says of them no more than whether they agree', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COMPARISONS), (agreement) => {
        const last = besideOf(row, candidate(agreement)).at(-1)!
        expect([last.left, last.right]).toEqual(['Not shown', 'Not shown'])
        expect(last.likeness).toBe({ agrees: 'alike', differs: 'different', unknown: 'unknown' }[agreement])
      }),
    )
  })

  it('has its address apart from its postcode, by which alone the directory compares', () => {
    const moved = candidate('agrees', { address: { lines: ['69 Albert Road', 'Leeds'], postcode: 'LS1 4AP' } })
    const rows = besideOf(row, moved).filter(({ label }) => ['Address', 'Postcode'].includes(label))
    expect(rows.map(({ likeness }) => likeness)).toEqual(['different', 'alike'])
  })
})

it('a child is told by name and birth date', () => {
  expect(whoIs(row)).toBe('Grace Ann Mainwood, born 27 June 2012')
})
