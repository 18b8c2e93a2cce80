import { describe, expect, it } from '@jest/globals'
import { aChild, aTable, CHILD_FIELDS, strangers, TODAY, type Child } from '../engine/builders.ts'
import { link, type LinkOptions } from '../engine/link.ts'
import { train } from '../engine/train.ts'

const SETTINGS = { today: TODAY, randomPairs: 5_000, rounds: 1 }
const TOWN = strangers(150, 2)
const learned = train(aTable(CHILD_FIELDS, TOWN), SETTINGS)
const [A, B] = [TOWN.filter((_texts, row) => row % 2 === 0), TOWN.filter((_texts, row) => row % 2 === 1)]

const THOMAS = { given: 'Thomas', family: 'Fairweather' }
const TOM = { ...THOMAS, given: 'Tom' }

/** How many of the further rows, which stand first in their lists, are linked, as `0-0`, and asked about. */
async function settled(
  left: readonly Partial<Child>[],
  right: readonly Partial<Child>[],
  options: LinkOptions = { oneToOne: true },
): Promise<{ linked: string[]; asked: string[] }> {
  const table = aTable(CHILD_FIELDS, [...left.map(aChild), ...A], [...right.map(aChild), ...B])
  const { links, unsure } = await link(table, { ...SETTINGS, model: await learned, ...options })
  const named = (pairs: readonly { left: number; right: number }[]): string[] =>
    pairs.filter((pair) => pair.left < left.length).map((pair) => `${pair.left}-${pair.right - table.leftRows}`)
  return { linked: named(links), asked: named(unsure) }
}

describe('a question between two lists in which nobody stands twice', () => {
  it('is settled for a short form at one home, where nobody else in either list could be meant', async () => {
    expect(await settled([THOMAS], [TOM])).toEqual({ linked: ['0-0'], asked: [] })
  })

  it('is settled for a slip in the name, and stays where a second child fits', async () => {
    const slip = { ...THOMAS, given: 'Thomqs' }
    expect(await settled([THOMAS], [slip])).toEqual({ linked: ['0-0'], asked: [] })
    expect((await settled([THOMAS, { ...THOMAS, given: 'Thopas' }], [slip])).linked).toEqual([])
  })

  it('stays where somebody may stand twice', async () => {
    expect(await settled([THOMAS], [TOM], {})).toEqual({ linked: [], asked: ['0-0'] })
  })

  it('stays where a second child of either list fits', async () => {
    const tommy = { ...THOMAS, given: 'Tommy' }
    expect((await settled([THOMAS, tommy], [TOM])).linked).toEqual([])
    expect((await settled([TOM], [THOMAS, tommy])).linked).toEqual([])
  })

  it('stands where twins are called Thomas and Tom and one of them is in both lists: he may be either', async () => {
    expect(await settled([THOMAS, TOM], [TOM])).toEqual({ linked: [], asked: ['1-0', '0-0'] })
    expect(await settled([TOM], [THOMAS, TOM])).toEqual({ linked: [], asked: ['0-1', '0-0'] })
    expect((await settled([THOMAS, TOM], [TOM, THOMAS])).linked).toEqual(['0-1', '1-0'])
  })

  it('stays where most have no partner: then that nobody else is found says little', async () => {
    const table = aTable(CHILD_FIELDS, [aChild(THOMAS), ...A.slice(0, 75)], [aChild(TOM), ...B.slice(75)])
    const { links, unsure } = await link(table, { ...SETTINGS, model: await learned, oneToOne: true })
    expect(links).toEqual([])
    expect(unsure.map(({ left, right }) => [left, right])).toContainEqual([0, 76])
  })

  it('stays where twins of the list itself have such names', async () => {
    const family = (n: number): Partial<Child> => ({
      family: `Fairweather-${n}`,
      postcode: `M1 ${n % 10}A${'ABD'[n % 3]}`,
    })
    const twins = Array.from({ length: 6 }, (_, n) => [
      { ...family(n), given: 'Thomas' },
      { ...family(n), given: 'Tom' },
    ]).flat()
    expect((await settled([THOMAS, ...twins], [TOM])).linked).toEqual([])
  })

  it('is settled for a child at two homes under a name that hardly anybody has, and stays for a common one', async () => {
    const { fields, ...rest } = await learned
    const model = { ...rest, fields: fields.map((field) => ({ ...field, otherFrequency: 1e-5 })) }
    const moved = { postcode: 'TR21 0PW', address: '1 The Quay' }
    const rare = { given: 'Xanthippe', family: 'Fairweather' }
    expect(await settled([rare], [{ ...rare, ...moved }], { oneToOne: true, model })).toEqual({
      linked: ['0-0'],
      asked: [],
    })
    const common = { given: 'Oliver', family: 'Smith' }
    expect((await settled([common], [{ ...common, ...moved }], { oneToOne: true, model })).asked).toEqual(['0-0'])
  })
})
