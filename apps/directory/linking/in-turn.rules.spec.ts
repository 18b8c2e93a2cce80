import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { groupsInTurn } from './in-turn.rules.ts'

const rowsWithKeys = fc.array(fc.array(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 3 }), {
  maxLength: 12,
})

describe('Rows that are looked at one by one', () => {
  it('are in one group where they share a key, each once and in order, and in no group that has a key of another', () => {
    fc.assert(
      fc.property(rowsWithKeys, (keys) => {
        const rows = keys.map((_, n) => n)
        const groups = groupsInTurn(rows, (n) => keys[n]!)
        expect(groups.flat().sort((a, b) => a - b)).toEqual(rows)
        for (const group of groups) expect(group).toEqual([...group].sort((a, b) => a - b))
        const keysOf = groups.map((group) => new Set(group.flatMap((n) => keys[n]!)))
        keysOf.forEach((own, n) => keysOf.slice(n + 1).forEach((other) => expect(own.isDisjointFrom(other)).toBe(true)))
      }),
    )
  })
})
