import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CHILD_FIELDS as FIELDS_OF_CHILDREN } from '../children/child-fields.ts'
import type { ComparedChild } from '../children/child-texts.ts'
import { decideChildren } from '../children/decide-children.ts'
import { firstChildModel } from '../children/first-model.ts'
import { assertTrained, checkModel, ModelError } from '../model/check-model.ts'
import type { Model } from '../model/model.ts'
import { aTable, CHILD_FIELDS, strangers, TODAY } from './builders.ts'
import { dedupe } from './dedupe.ts'
import { RecordIndex } from './record-index.ts'
import type { MatchSettings } from './settings.ts'
import { train } from './train.ts'

const NONSENSE = [
  NaN,
  Infinity,
  -Infinity,
  -1,
  0,
  5e-324,
  1e-300,
  1e-12,
  1 / 3,
  1,
  1.0005,
  2,
  1e300,
  '',
  '0.5',
  null,
  [],
  {},
]
/** More than nothing, and so little that what is divided by it is no number. */
const TINY = [5e-324, 1e-320, 1e-300]
const SETTINGS = { today: TODAY, randomPairs: 2_000, rounds: 1 }
const TABLE = aTable(CHILD_FIELDS, strangers(40, 2))
const TRAINED = await train(TABLE, SETTINGS)

type Loose = Record<string, unknown>

/** Every place of a model in which a number or a name stands, as a path; of many frequencies the first. */
function placesOf(model: Model): string[][] {
  const ofField = ({ levels, frequencies }: Model['fields'][number], at: number): string[][] => [
    ...levels.flatMap((level, n) => Object.keys(level).map((key) => ['fields', String(at), 'levels', String(n), key])),
    ...Object.keys(frequencies)
      .slice(0, 3)
      .map((key) => ['fields', String(at), 'frequencies', key]),
    ...['otherFrequency', 'leansOn', 'frequencies', 'levels', 'name'].map((key) => ['fields', String(at), key]),
  ]
  return [['prior'], ['made', 'today'], ['made', 'rows'], ...model.fields.flatMap(ofField)]
}

/** A model with nonsense in one place to three. */
function damaged(model: Model): fc.Arbitrary<Model> {
  const names = model.fields.map(({ name }) => name)
  const places = placesOf(model)
  const ofExact = places.filter(([, , levels, n]) => levels === 'levels' && n === '1')
  const change = fc.oneof(
    fc.tuple(fc.constantFrom(...places), fc.constantFrom(...NONSENSE, ...names)),
    fc.tuple(fc.constantFrom(...ofExact), fc.constantFrom(...TINY)),
  )
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = structuredClone(model) as unknown as Loose
    for (const [path, value] of changes) {
      const within = path.slice(0, -1).reduce<unknown>((at, name) => (at as Loose | undefined)?.[name], copy)
      if (typeof within === 'object' && within !== null) (within as Loose)[path.at(-1)!] = value
    }
    return copy as unknown as Model
  })
}

/** @returns false where it is refused in words; anything else that is thrown is a fault of ours */
function isTaken(check: () => unknown): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof ModelError) return false
    throw error
  }
}

const child = (given: string, family: string, upn: string): ComparedChild => ({
  ...{ name: { given: [given], family }, formerFamilyNames: [], dateOfBirth: '2015-03-02', gender: 'female' },
  ...{ address: { postcode: 'HX4 1AB' }, identifiers: [{ scheme: 'upn', value: upn }], carers: [] },
})
const KNOWN = [
  child('Bella', 'Hargreaves', 'V313202215001'),
  child('Ella', 'Hargreaves', 'H801200001001'),
  child('Bella', 'Smith', 'V313202215001'),
]

it('a model of nonsense is refused when it is proposed, or weighs all children by numbers', () => {
  fc.assert(
    fc.property(damaged(firstChildModel()), (model) => {
      if (!isTaken(() => checkModel(model, FIELDS_OF_CHILDREN))) return
      const candidates = KNOWN.map((record, n) => ({ childId: String(n), record, isOfSource: false }))
      const decisions = KNOWN.flatMap((row) =>
        candidates.flatMap((one) => decideChildren([{ row, candidates: [one] }], model, TODAY)),
      )
      for (const one of decisions) if (one.decision === 'same') expect(Number.isFinite(one.weight)).toBe(true)
    }),
    { numRuns: 1000 },
  )
})

it('a model of nonsense from a file is refused, or a list is decided by numbers, and in the end', async () => {
  await fc.assert(
    fc.asyncProperty(damaged(TRAINED), async (model) => {
      if (!hasShape(model) || !isTaken(() => assertTrained(model, CHILD_FIELDS))) return
      const { pairs, clusters } = await dedupe(TABLE, { ...SETTINGS, model })
      expect([...pairs.weight, ...pairs.probability].every(Number.isFinite)).toBe(true)
      expect(clusters).toHaveLength(TABLE.rows)
    }),
    { numRuns: 300 },
  )
})

/** What is looked at before. */
function hasShape({ fields, made }: Model): boolean {
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)
  return (
    isObject(made) &&
    fields.every(({ levels, frequencies }) => Array.isArray(levels) && levels.length > 1 && isObject(frequencies))
  )
}

const NUMBERS = [
  'floor',
  'join',
  'split',
  'largestBlock',
  'randomPairs',
  'trainingPairs',
  'rounds',
  'workers',
  'seed',
] as const

it('settings of nonsense are refused, or a list is decided by numbers, and in the end', async () => {
  const settings = fc.dictionary(fc.constantFrom(...NUMBERS), fc.constantFrom(...NONSENSE), { minKeys: 1, maxKeys: 3 })
  await fc.assert(
    fc.asyncProperty(settings, async (given) => {
      const run = dedupe(TABLE, { ...SETTINGS, ...(given as Partial<MatchSettings>) })
      const result = await run.catch((error: unknown) => void expect(error).toBeInstanceOf(RangeError))
      if (!result) return
      expect([...result.pairs.weight, ...result.pairs.probability].every(Number.isFinite)).toBe(true)
      const index = new RecordIndex(TABLE, TRAINED, given as Partial<MatchSettings>)
      expect(index.find(strangers(1)[0]!).every(({ weight }) => Number.isFinite(weight))).toBe(true)
    }),
    { numRuns: 150 },
  )
})
