import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { addPacked, BLOCK, nameId, pack, unpack, withAdded, type Rows } from './packing.rules.ts'

const rowsOfWidth = (width: number): fc.Arbitrary<Rows> =>
  fc
    .uniqueArray(fc.tuple(fc.nat({ max: BLOCK - 1 }), fc.array(fc.nat(), { minLength: width, maxLength: width })), {
      selector: ([number]) => number,
      maxLength: 40,
    })
    .map((rows) => new Map(rows))
const sorted = (rows: Rows): [number, number[]][] => [...rows].sort(([one], [other]) => one - other)
const some = fc
  .integer({ min: 1, max: 6 })
  .chain((width) => fc.tuple(fc.constant(width), rowsOfWidth(width), rowsOfWidth(width)))

describe('packed rows', () => {
  it('are the rows that were packed', () => {
    fc.assert(fc.property(some, ([width, rows]) => expect([...unpack(pack(rows), width)]).toEqual(sorted(rows))))
  })

  it('are added up as they are, each at its number', () => {
    fc.assert(
      fc.property(some, fc.nat({ max: 3 }), ([width, rows, others], block) => {
        const sums = new Float64Array(BLOCK * width * (block + 1))
        for (const one of [rows, others]) addPacked(pack(one), width, block * BLOCK, sums)
        const sum = withAdded(rows, others)
        const expected = new Float64Array(sums.length)
        for (const [number, counts] of sum)
          counts.forEach((count, n) => (expected[(block * BLOCK + number) * width + n] = count))
        expect(Buffer.from(sums.buffer).equals(Buffer.from(expected.buffer))).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('take two bytes for somebody who did a little', () => {
    expect(pack(new Map(Array.from({ length: 100 }, (_, n) => [n * 10, [3]]))).length).toBe(200)
  })
})

describe('who a number stands for', () => {
  it('has a name of its own in each column, for each person and each organisation', () => {
    const names = [nameId('a', null, 'b'), nameId('a', 'b', ''), nameId('b', null, 'b'), nameId('a', null, 'c')]
    expect(new Set(names).size).toBe(4)
    expect(names[0]).toMatch(/^[0-9a-f]{64}$/)
  })
})
