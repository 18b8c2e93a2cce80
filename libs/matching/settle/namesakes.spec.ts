import { describe, expect, it } from '@jest/globals'
import { aChild, aModel, aTable, CHILD_FIELDS } from '../engine/builders.ts'
import { Namesakes, RARE } from './namesakes.ts'

/** A list of these names, so many of each, and strangers of the first two of them. */
function strangersAmong(...names: readonly (readonly [given: string, family: string, rows: number])[]): number | null {
  const rows = names.flatMap(([given, family, count]) => Array.from({ length: count }, () => aChild({ given, family })))
  const table = aTable(CHILD_FIELDS, rows)
  return new Namesakes(table, aModel(table)).expected(0, 1)
}
const OTHERS = Array.from({ length: 2000 }, (_, n) => [`Given-${n}`, `Family-${n}`, 1] as const)

describe('how many strangers have a name and birth date', () => {
  it('is next to nobody for names that hardly anybody has in a long list', () => {
    const rare = strangersAmong(['Xanthippe', 'Winterbourne-Ashdown', 2], ...OTHERS)!
    expect(rare).toBeGreaterThan(0)
    expect(rare).toBeLessThan(RARE)
  })

  it('is not known to be few from a short list', () => {
    expect(strangersAmong(['Xanthippe', 'Winterbourne-Ashdown', 2], ...OTHERS.slice(0, 100))).toBeGreaterThan(RARE)
  })

  it('is many for names that are common in the list', () => {
    expect(strangersAmong(['Xanthippe', 'Winterbourne', 100], ...OTHERS)).toBeGreaterThan(1)
  })

  it('is no fewer than in the country, where the list has hardly anybody of a name that is common there', () => {
    const there = strangersAmong(['Oliver', 'Smith', 2], ...OTHERS)!
    expect(there).toBeGreaterThan(0.1)
    expect(strangersAmong(['Oliver James', 'Smith', 2], ...OTHERS)).toBeCloseTo(there, 9)
  })

  it('is not known where the two do not have one name', () => {
    expect(strangersAmong(['Oliver', 'Smith', 1], ['Oliver', 'Smyth', 1], ...OTHERS)).toBeNull()
    expect(strangersAmong(['', 'Smith', 2], ...OTHERS)).toBeNull()
  })
})
