import { describe, expect, it } from '@jest/globals'
import { differencesOf } from './checking.rules.ts'
import { tallyOf, type CountedEntry } from './counting.rules.ts'

const entry = (personId: string): CountedEntry => ({
  ...{ time: new Date('2026-11-29T14:05:00Z'), personId, role: 'practitioner', organisation: 'Leeds' },
  ...{ action: 'search', outcome: 'shown', reason: null, children: 1 },
})

describe('a check of what was counted', () => {
  it('finds nothing where both say the same, in whatever order', () => {
    expect(
      differencesOf('2026-11-29', tallyOf([entry('p-1'), entry('p-2')]), tallyOf([entry('p-2'), entry('p-1')])),
    ).toEqual([])
  })

  it('finds what was counted too often, and what was not counted', () => {
    const twice = tallyOf([entry('p-1'), entry('p-1')])
    const found = differencesOf('2026-11-29', tallyOf([entry('p-1'), entry('p-2')]), twice)
    expect(found).toEqual([
      { where: '["people practitioner","2026-11-29","p-1","Leeds"]', what: '0', ledger: 1, counted: 2 },
      { where: '["people practitioner","2026-11-29","p-2","Leeds"]', what: '0', ledger: 1, counted: 0 },
    ])
    expect(differencesOf('2026-11-29', tallyOf([]), twice).map(({ where }) => where)).toContain('2026-11-29 Leeds')
  })
})
