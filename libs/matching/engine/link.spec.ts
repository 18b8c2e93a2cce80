import { describe, expect, it } from '@jest/globals'
import { aChild, aTable, CHILD_FIELDS, nhsNumber, strangers, TODAY, type Child } from './builders.ts'
import { link, type LinkOptions } from './link.ts'
import type { LinkResult } from './result.ts'
import { train } from './train.ts'

const SETTINGS = { today: TODAY, randomPairs: 5_000, rounds: 1 }
const TOWN = strangers(120, 2)
const learned = train(aTable(CHILD_FIELDS, TOWN), SETTINGS)

/** Links the children of two lists, in a town where nobody else is like them. */
async function linked(
  left: readonly Partial<Child>[],
  right: readonly Partial<Child>[],
  options: LinkOptions = {},
): Promise<Pick<LinkResult, 'links' | 'unsure'>> {
  const table = aTable(CHILD_FIELDS, left.map(aChild), right.map(aChild))
  const { links, unsure } = await link(table, { ...SETTINGS, model: await learned, ...options })
  return { links, unsure }
}

describe('linking two lists', () => {
  const [a, b] = [TOWN.filter((_texts, row) => row % 2 === 0), TOWN.filter((_texts, row) => row % 2 === 1)]

  it.each([false, true])('finds each child of the one in the other (one to one: %s)', async (oneToOne) => {
    const { links, unsure } = await link(aTable(CHILD_FIELDS, a, b), { ...SETTINGS, oneToOne })
    for (const { left, right } of links) expect(right - 120).toBe(left)
    // A slip in a given name is a question, unless nobody else can be meant.
    expect(links.length).toBeGreaterThan(oneToOne ? 105 : 95)
    expect(links.length + unsure.length).toBeGreaterThanOrEqual(118)
  })

  it('gives the same answer to the same rows', async () => {
    const options = { ...SETTINGS, model: await learned }
    const [one, other] = [aTable(CHILD_FIELDS, a, b), aTable(CHILD_FIELDS, a, b)]
    expect(await link(other, options)).toEqual(await link(one, options))
  })

  it('weighs pairs across the lists only, and links nobody within one', async () => {
    const { links, unsure } = await linked([{}, {}], [{ given: 'Oliver', born: '2011-01-01' }])
    expect([links, unsure]).toEqual([[], []])
  })

  it('has a person choose between two candidates', async () => {
    const { links, unsure } = await linked([{ nhs: nhsNumber(1) }, { nhs: nhsNumber(2) }], [{}])
    expect(links).toEqual([])
    expect(unsure).toMatchObject([
      { left: 0, right: 2, reason: 'several-candidates' },
      { left: 1, right: 2, reason: 'several-candidates' },
    ])
    for (const { weight, probability } of unsure) {
      expect(weight).toBeGreaterThan(1)
      expect(probability).toBeCloseTo(2 ** weight / (1 + 2 ** weight), 6)
    }
  })

  it('never links twins, and asks a person', async () => {
    for (const oneToOne of [false, true]) {
      const { links, unsure } = await linked([{ given: 'Ella' }], [{ given: 'Bella' }], { oneToOne })
      expect(links).toEqual([])
      expect(unsure).toEqual([{ left: 0, right: 1, weight: 0, probability: 0.5, reason: 'possible-twins' }])
    }
  })

  it('never links both twins to one child whose record leaves open which of them it is', async () => {
    const { links, unsure } = await linked([{ given: 'J' }], [{ given: 'Jack' }, { given: 'James' }])
    expect(links).toEqual([])
    expect(unsure.map(({ right }) => right)).toEqual([1, 2])
  })

  it('follows what a person has decided, and does not ask again', async () => {
    const twins = [[{ given: 'Ella' }], [{ given: 'Bella' }]] as const
    const same = await linked(...twins, { decisions: [{ left: 0, right: 1, same: true }] })
    expect(same).toEqual({ links: [{ left: 0, right: 1 }], unsure: [] })
    const different = await linked(...twins, { decisions: [{ left: 0, right: 1, same: false }] })
    expect(different).toEqual({ links: [], unsure: [] })
    expect((await linked([{}], [{}])).links).toEqual([{ left: 0, right: 1 }])
    expect(await linked([{}], [{}], { decisions: [{ left: 0, right: 1, same: false }] })).toEqual({
      links: [],
      unsure: [],
    })
  })

  it('needs two lists', async () => {
    await expect(link(aTable(CHILD_FIELDS, TOWN), SETTINGS)).rejects.toThrow(RangeError)
  })
})
