import { describe, expect, it } from '@jest/globals'
import { aTable } from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'
import { frequencies, rowFrequencies } from './frequencies.ts'

const FAMILY: Field[] = [{ type: 'family-name', name: 'family' }]
const family = (...names: readonly string[]) =>
  aTable(
    FAMILY,
    names.map((name) => [name]),
  ).columns[0]!
const times = (count: number, name: string): string[] => Array.from({ length: count }, () => name)

describe('how common values are', () => {
  it('is their share of the records that say', () => {
    const column = family(...times(5, 'Smith'), ...times(10, 'Khan'), ...times(5, ''))
    expect(rowFrequencies(column).listed).toEqual({ smith: 5 / 15, khan: 10 / 15 })
  })

  it('is told of values that five hold, and not of values that four do', () => {
    const { listed, other } = rowFrequencies(family(...times(5, 'Smith'), ...times(4, 'Khan'), 'Okafor'))
    expect(listed).toEqual({ smith: 0.5 })
    expect(other).toBeGreaterThan(0)
  })

  it('of rare values is how often two people agree on one by chance', () => {
    // Two Khans, two Patels and two others: of the 15 pairs of them two agree; all six are half of the records.
    const rare = ['Khan', 'Khan', 'Patel', 'Patel', 'Okafor', 'Nowak']
    const { other } = rowFrequencies(family(...times(6, 'Smith'), ...rare))
    expect(other).toBeCloseTo((2 / 15) * (6 / 12), 12)
  })

  it('is counted by person where it is known who is one: five records of one person tell nothing', () => {
    const column = family(...times(6, 'Smith'))
    expect(frequencies(column, [0, 1]).listed).toEqual({})
  })

  it('is never nothing, also where nobody or everybody has a value', () => {
    for (const column of [family(), family('', ''), family(...times(9, 'Khan'))]) {
      const { other } = rowFrequencies(column)
      expect(other > 0 && other <= 1).toBe(true)
    }
  })
})
