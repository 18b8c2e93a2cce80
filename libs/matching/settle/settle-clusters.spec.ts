import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { aChild, aTable, CHILD_FIELDS, strangers, TODAY, upn, type Child } from '../engine/builders.ts'
import { dedupe } from '../engine/dedupe.ts'
import type { MatchOptions } from '../engine/run.ts'
import { train } from '../engine/train.ts'

const SETTINGS = { today: TODAY, randomPairs: 5_000, rounds: 1 }
const UPN = CHILD_FIELDS.findIndex(({ name }) => name === 'upn')

/** Two rows of each child of a town: of a school, with a number, and of somebody who writes none. */
const TOWN = strangers(150, 2).map((texts, row) => texts.with(UPN, row % 2 === 0 ? upn(100 + row) : ''))
const learned = train(aTable(CHILD_FIELDS, TOWN), SETTINGS)

const THOMAS = { given: 'Thomas', family: 'Fairweather', upn: upn(1) }
const TOM = { given: 'Tom', family: 'Fairweather' }
const ELSEWHERE = { postcode: 'TR21 0PW', address: '1 The Quay' }

/** Which of the further rows are together, and which are asked about, as `0 1`. */
async function settled(
  rows: readonly Partial<Child>[],
  options: MatchOptions = {},
): Promise<{ together: string[]; asked: string[] }> {
  const table = aTable(CHILD_FIELDS, [...rows.map(aChild), ...TOWN])
  const { clusters, unsure } = await dedupe(table, { ...SETTINGS, model: await learned, ...options })
  const groups = Map.groupBy(rows.keys(), (row) => clusters[row]!)
  return {
    together: [...groups.values()].filter(({ length }) => length > 1).map((group) => group.join(' ')),
    asked: unsure.filter(({ right }) => right < rows.length).map(({ left, right }) => `${left} ${right}`),
  }
}

describe('a question between a row of a register and a row without a number', () => {
  it('is settled for a short form at one home, where the register has nobody else who fits', async () => {
    expect(await settled([THOMAS, TOM])).toEqual({ together: ['0 1'], asked: [] })
  })

  it('is settled beside a twin of quite another name', async () => {
    const twin = { given: 'Priyanka', family: 'Fairweather', upn: upn(2) }
    expect((await settled([THOMAS, TOM, twin])).together).toEqual(['0 1'])
  })

  it('stays where the register has a second child who fits', async () => {
    const twin = { ...THOMAS, given: 'Tommy', upn: upn(2) }
    expect(await settled([THOMAS, TOM, twin])).toEqual({ together: [], asked: ['0 1', '0 2', '1 2'] })
  })

  it('stays where a twin has a like name, though the row has the very name of the one', async () => {
    const twin = { ...THOMAS, given: 'Tom', upn: upn(2) }
    expect(await settled([THOMAS, TOM, twin])).toEqual({ together: [], asked: ['0 1', '0 2', '1 2'] })
    expect((await settled([THOMAS, TOM, { ...twin, given: 'Priyanka' }])).together).toEqual(['0 1'])
  })

  it('stays where neither has a number: then nobody’s absence says anything', async () => {
    expect(await settled([{ ...THOMAS, upn: '' }, TOM])).toEqual({ together: [], asked: ['0 1'] })
  })

  it('stays for one letter apart and for a name that is not known', async () => {
    const jayden = { ...THOMAS, given: 'Jayden' }
    for (const given of ['Hayden', ''])
      expect(await settled([jayden, { ...TOM, given }])).toEqual({ together: [], asked: ['0 1'] })
  })

  it('stays for a name that brothers share, in whatever spelling', async () => {
    const muhammad = { ...THOMAS, given: 'Muhammad' }
    expect(await settled([muhammad, { ...TOM, given: 'Mohammed' }])).toEqual({ together: [], asked: ['0 1'] })
  })

  it('stays as a person has decided', async () => {
    const options = { decisions: [{ left: 0, right: 1, same: false }] }
    expect(await settled([THOMAS, TOM], options)).toEqual({ together: [], asked: [] })
  })

  it('is settled alike in whatever order the rows come', async () => {
    const rows: Partial<Child>[] = [
      ...[THOMAS, TOM, { ...THOMAS, given: 'Freya', upn: upn(3) }, { ...TOM, given: 'Jayden' }],
      ...[{ ...THOMAS, upn: upn(4) }, TOM, { ...THOMAS, given: 'Tommy', upn: upn(2) }].map((row) => {
        return { ...row, ...ELSEWHERE, family: 'Winterbourne' }
      }),
    ]
    const groups = async (order: readonly number[]): Promise<string[]> => {
      const { together } = await settled(order.map((row) => rows[row]!))
      return together
        .map((group) =>
          group
            .split(' ')
            .map((at) => order[Number(at)]!)
            .sort()
            .join(' '),
        )
        .sort()
    }
    const inOrder = [...rows.keys()]
    const expected = await groups(inOrder)
    expect(expected).toContain('0 1')
    const shuffled = fc.shuffledSubarray(inOrder, { minLength: rows.length })
    await fc.assert(
      fc.asyncProperty(shuffled, async (order) => expect(await groups(order)).toEqual(expected)),
      { numRuns: 12 },
    )
  })
})

describe('a child of one name and birth date at two homes', () => {
  const sister = { given: 'Freya', family: 'Fairweather', born: '2018-11-27' }

  it('is a question: a stranger may have them too', async () => {
    expect(await settled([THOMAS, { ...THOMAS, ...ELSEWHERE, upn: '' }])).toEqual({ together: [], asked: ['0 1'] })
  })

  it('is one where another child moved between the same two homes', async () => {
    const moved = { ...ELSEWHERE, upn: '' }
    const family = [THOMAS, { ...THOMAS, ...moved }, { ...sister, upn: upn(2) }, { ...sister, ...moved }]
    expect(await settled(family)).toEqual({ together: ['0 1', '2 3'], asked: [] })
  })

  it('is a question where the sister moved elsewhere', async () => {
    const [there, elsewhere] = [
      { ...ELSEWHERE, upn: '' },
      { postcode: 'M1 1AA', address: '9 Mill Lane', upn: '' },
    ]
    const family = [THOMAS, { ...THOMAS, ...there }, { ...sister, upn: upn(2) }, { ...sister, ...elsewhere }]
    expect(await settled(family)).toEqual({ together: [], asked: ['0 1', '2 3'] })
  })
})
