import { FED_FIELDS } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import { isRow, thingsOf } from './waiting-rows.rules.ts'

describe('a row that waits', () => {
  it('has words for everything that it may speak of, and says of name, birth date and gender that everybody would see them', () => {
    const things = thingsOf({ says: [...FED_FIELDS] })
    expect(new Set(things.map(({ thing }) => thing)).size).toBe(FED_FIELDS.length)
    expect(FED_FIELDS.filter((_, n) => things[n]!.isShown)).toEqual(['name', 'dateOfBirth', 'gender'])
  })

  it('is the one that its path names, and no other of its delivery', () => {
    const row = { source: 'school-census' as const, batchId: 'b-1', row: 4, code: 'sealed', says: [] }
    const named = { childId: 'KLJ6G4D4VGLR', source: 'school-census', batchId: 'b-1', row: '4' }
    expect(isRow(row, named)).toBe(true)
    for (const other of [{ row: '14' }, { batchId: 'b-2' }, { source: 'births' }])
      expect(isRow(row, { ...named, ...other })).toBe(false)
  })
})
