import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  aChild,
  aModel,
  aTable,
  CHILD_FIELDS,
  children,
  nhsNumber,
  strangers,
  TODAY,
  upn,
  type Child,
} from './builders.ts'
import { dedupe } from './dedupe.ts'
import type { MatchOptions } from './run.ts'
import { train } from './train.ts'

const SETTINGS = { today: TODAY, randomPairs: 5_000 }

const TOWN = strangers(150, 2)
const town = aTable(CHILD_FIELDS, TOWN)
const learned = train(town, SETTINGS)

/** Groups of rows that are together, by what the rows are called. */
async function together(rows: readonly (readonly string[])[], options: MatchOptions = {}): Promise<Set<string>> {
  const { clusters } = await dedupe(aTable(CHILD_FIELDS, rows), { ...SETTINGS, model: await learned, ...options })
  const groups = Map.groupBy(clusters.keys(), (row) => clusters[row]!)
  return new Set(
    [...groups.values()].map((group) =>
      group
        .map((row) => rows[row]!.join('|'))
        .sort()
        .join(' = '),
    ),
  )
}

describe('deduplicating a list', () => {
  it('finds the two records of each child, with a model of its own', async () => {
    const { clusters, model, compared, pairs, unsure } = await dedupe(town, SETTINGS)
    const found = TOWN.filter((_texts, row) => clusters[row] === row - (row % 2)).length
    const wrong = TOWN.filter((_texts, row) => ![row, row - (row % 2)].includes(clusters[row]!)).length
    expect(wrong).toBe(0)
    expect(found).toBeGreaterThan(270)
    expect(found / 2 + unsure.length).toBeGreaterThanOrEqual(150)
    expect(model.made).toMatchObject({ rows: 300, today: TODAY })
    expect(compared).toBeGreaterThanOrEqual(pairs.length)
  })

  it('gives the same answer to the same rows', async () => {
    const settings = { ...SETTINGS, rounds: 1 }
    const [one, other] = [await dedupe(town, settings), await dedupe(aTable(CHILD_FIELDS, TOWN), settings)]
    expect(other).toEqual(one)
  })

  it('puts the same records together in whatever order they come', async () => {
    const expected = await together(TOWN)
    const mixed = fc.shuffledSubarray(TOWN, { minLength: TOWN.length, maxLength: TOWN.length })
    await fc.assert(
      fc.asyncProperty(mixed, async (rows) => expect(await together(rows)).toEqual(expected)),
      { numRuns: 5 },
    )
  })

  it('gives each pair above the floor with its weight and probability, sorted', async () => {
    const { pairs } = await dedupe(town, { ...SETTINGS, model: await learned, floor: 0.5 })
    expect(pairs.length).toBeGreaterThan(100)
    for (let i = 0; i < pairs.length; i++) {
      expect(pairs.probability[i]).toBeGreaterThan(0.5)
      expect(pairs.weight[i]).toBeGreaterThan(0)
      expect(pairs.left[i]).toBeLessThan(pairs.right[i]!)
      if (i > 0)
        expect(pairs.left[i]! * 1000 + pairs.right[i]!).toBeGreaterThan(pairs.left[i - 1]! * 1000 + pairs.right[i - 1]!)
    }
  })

  it('reports what it does, and is done at the end', async () => {
    const stages: string[] = []
    await dedupe(town, {
      ...SETTINGS,
      rounds: 0,
      onProgress: (stage, done, total) => {
        expect(done).toBeLessThanOrEqual(total)
        if (stages.at(-1) !== stage) stages.push(stage)
      },
    })
    expect(stages).toEqual(['blocking', 'training', 'scoring', 'deciding'])
  })
})

describe('what a machine must not join', () => {
  const unsure = async (a: Partial<Child>, b: Partial<Child>, options: MatchOptions = {}) => {
    const rows = [...TOWN, aChild(a), aChild(b)]
    const result = await dedupe(aTable(CHILD_FIELDS, rows), { ...SETTINGS, model: await learned, ...options })
    expect(result.clusters[301]).toBe(301)
    return result.unsure.filter(({ left }) => left === 300)
  }

  it('is handed to a person with its reason', async () => {
    const reason = 'possible-twins'
    expect(await unsure({ given: 'Ella' }, { given: 'Bella' })).toEqual([
      { left: 300, right: 301, weight: 0, probability: 0.5, reason },
    ])
  })

  it('is handed to a person where other records speak against the evidence', async () => {
    const rows = [...TOWN, ...['', nhsNumber(1), nhsNumber(2)].map((nhs) => aChild({ nhs }))]
    const { clusters, unsure } = await dedupe(aTable(CHILD_FIELDS, rows), { ...SETTINGS, model: await learned })
    expect([...clusters.subarray(300)]).toEqual([300, 301, 302])
    const reasons = unsure.filter(({ left }) => left >= 300).map(({ reason }) => reason)
    expect(reasons).toEqual(['other-records', 'other-records', 'conflicting-identifier'])
  })

  it('is not asked again once a person has said that they are two', async () => {
    const decisions = [{ left: 301, right: 300, same: false }]
    expect(await unsure({ given: 'Ella' }, { given: 'Bella' }, { decisions })).toEqual([])
  })
})

describe('settings', () => {
  it.each([{ join: 0 }, { join: -1 }, { join: Number.NaN }, { join: 2, split: 3 }])(
    'that would join what a rule keeps for a person are refused: %j',
    async (wrong) => {
      await expect(dedupe(town, { ...SETTINGS, ...wrong })).rejects.toThrow(RangeError)
    },
  )
})

describe('a model', () => {
  it.each([
    ['fewer fields', CHILD_FIELDS.slice(0, 3)],
    ['the same fields in another order', [...CHILD_FIELDS].reverse()],
    ['an identifier of another scheme', CHILD_FIELDS.map((field) => ({ ...field, scheme: 'other' as const }))],
  ])('of %s is refused', async (_what, fields) => {
    const model = aModel(aTable(fields, []))
    await expect(dedupe(town, { ...SETTINGS, model })).rejects.toThrow(RangeError)
  })
})

describe('households', () => {
  const member = fc.record({
    given: fc.constantFrom(
      'Ella',
      'Bella',
      'Jack',
      'Tom',
      'Jayden',
      'Hayden',
      'J',
      '',
      'BABY KHAN',
      'Anne',
      'Anne-Marie',
    ),
    family: fc.constantFrom('Khan', 'Khan', 'Khan', 'Khan-Smith', ''),
    born: fc.constantFrom('2015-03-04', '2015-03-04', '2015-03-14', '2017-11-20', ''),
    postcode: fc.constantFrom('LS1 4AP', 'LS1 4AP', ''),
    phone: fc.constantFrom('07700900123', ''),
    nhs: fc.constantFrom('', '', nhsNumber(1), nhsNumber(2)),
    upn: fc.constantFrom('', '', upn(1), upn(2), upn(3, 'A')),
  })
  const households = fc.array(member, { minLength: 2, maxLength: 9 })

  it('never have two children with conflicting numbers, nor twins, in one cluster', async () => {
    const model = await learned
    await fc.assert(
      fc.asyncProperty(households, async (members) => {
        const { clusters } = await dedupe(children(...members), { ...SETTINGS, model: { ...model, prior: 0.1 } })
        members.forEach((a, left) =>
          members.forEach((b, right) => {
            if (left < right && areTwo(a, b)) expect(clusters[left]).not.toBe(clusters[right])
          }),
        )
      }),
      { numRuns: 250 },
    )
  })

  it('have their own children’s records joined all the same', async () => {
    const jack = { given: 'Jack', phone: '07700900123' }
    const rows = [jack, { ...jack, phone: '' }, { ...jack, given: 'Tom' }, { ...jack, given: 'Tom', phone: '' }]
    const model = await learned
    const { clusters } = await dedupe(children(...rows), { ...SETTINGS, model: { ...model, prior: 0.01 } })
    expect([...clusters]).toEqual([0, 0, 2, 2])
  })
})

const TWO_NAMES = [
  ['Ella', 'Bella'],
  ['Jayden', 'Hayden'],
  ['Jack', 'Tom'],
]

/** By the rules, said again in other words: another number of one scheme, or a birth date in common and another name. */
function areTwo(a: Partial<Child>, b: Partial<Child>): boolean {
  const differ = (one = '', other = ''): boolean => one !== '' && other !== '' && one !== other
  const isTemporary = [a.upn, b.upn].includes(upn(3, 'A'))
  if (differ(a.nhs, b.nhs) || (differ(a.upn, b.upn) && !isTemporary)) return true
  if ((a.nhs && a.nhs === b.nhs) || (a.upn && a.upn === b.upn)) return false
  const isOther = TWO_NAMES.some((names) => names.includes(a.given!) && names.includes(b.given!) && a.given !== b.given)
  const isUnnamed = [a.given, b.given].some((given) => given === '' || given === 'BABY KHAN')
  return a.born !== '' && a.born === b.born && (isOther || isUnnamed)
}
