import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { firstKept } from './first-kept.ts'

const given = async (all: readonly number[], most: number, mayBeShown: (one: number) => boolean) => {
  let asked = 0
  const find = async (some: number, after: number) => {
    asked += 1
    return all.slice(after, after + some)
  }
  return { kept: await firstKept(most, find, async (found) => found.filter(mayBeShown)), asked }
}
const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n)

describe('the first of those that somebody may be shown', () => {
  it('are as many as are wanted, in order, however many may not be shown before them', async () => {
    const counts = fc.record({ of: fc.nat(1_500), oneIn: fc.integer({ min: 1, max: 60 }), most: fc.nat(60) })
    await fc.assert(
      fc.asyncProperty(counts, async ({ of, oneIn, most }) => {
        const { kept } = await given(upTo(of), most, (one) => one % oneIn === 0)
        const all = upTo(of).filter((one) => one % oneIn === 0)
        expect(kept).toEqual(all.slice(0, most))
      }),
    )
  })

  it('are not sought for ever where hardly any may be shown, nor once there are enough', async () => {
    expect((await given(upTo(10_000), 50, () => false)).asked).toBe(10)
    expect((await given(upTo(10_000), 50, () => true)).asked).toBe(1)
  })
})
