import { isIsoDate } from '@contactpoint/text'
import { allCodeNames } from '../compare/codes.ts'
import { FEWEST_HOLDERS } from '../compare/established-names.ts'
import { comparatorOf } from '../fields/comparators.ts'
import { fieldKinds, type Field } from '../fields/field.ts'
import { TableBuilder } from '../fields/table-builder.ts'
import type { FieldModel, LevelModel, Model } from './model.ts'

/** Characters: a name of somebody is shorter, and a sentence longer. */
const LONGEST_VALUE = 60

/** What is wrong with a document that should be a model: a rule in one word, and a sentence without any value of it. */
export class ModelError extends Error {
  override readonly name = 'ModelError'
  readonly rule: string

  constructor(rule: string, message: string) {
    super(message)
    this.rule = rule
  }
}

type Found = Readonly<Record<string, unknown>>

/** Of less, agreeing would be more than 30 bits, and 33 make a child of a row: no one thing decides alone. */
const LEAST_COUNTED = 1e-9

/** Nothing is ever counted to be rarer, and what is can be weighed: 100 bits. */
const LEAST_WEIGHED = 1e-30

/** Rounded to six digits, the probabilities of a field still add up to 1 within this. */
const ROUNDING = 0.001

/**
 * A document as a model of these fields, by which rows can be decided: nothing in it that a model has not, no probability that
 * would decide alone, and nothing by which a single person is known.
 *
 * @throws ModelError
 */
export function checkModel(found: unknown, fields: readonly Field[]): Model {
  if (!isObject(found) || found.version !== 1) throw new ModelError('isModel', 'This is no model of version 1')
  assertOnly(found, ['version', 'prior', 'fields', 'made'])
  const made = checkMade(found.made)
  if (!isBetween(found.prior, 0, 1)) throw new ModelError('isPrior', 'The prior is not between 0 and 1')
  assertFields(found.fields, fields)
  const names = allCodeNames(new TableBuilder(fields).build())
  found.fields.forEach((field, at) => checkField(field, { field: fields[at]!, names: names[at]!, rows: made.rows }))
  assertNoCircle(found.fields as unknown as readonly FieldModel[])
  return found as unknown as Model
}

/**
 * A model as `train` made it, of whichever rows: all that weighing needs is there, and every pair will weigh a number.
 *
 * @param fields that the model is of, by kind; it may call them otherwise
 * @throws ModelError
 */
export function assertTrained(model: Model, fields: readonly Field[]): void {
  const isShare = (value: unknown): boolean => value === 1 || isBetween(value, LEAST_WEIGHED, 1)
  if (!isBetween(model.prior, LEAST_WEIGHED, 1)) throw new ModelError('isPrior', 'The prior is not between 0 and 1')
  if (!isIsoDate(model.made.today)) throw new ModelError('isMade', 'The model does not say for which day it was made')
  const names = allCodeNames(new TableBuilder(fields).build())
  model.fields.forEach(({ levels, frequencies, otherFrequency }, at) => {
    const { name } = fields[at]!
    if (levels.map((level) => level.name).join() !== names[at]!.join())
      throw new ModelError('isOfLevels', `The levels of "${name}" must be ${names[at]!.join(', ')}`)
    const shares = levels.slice(1).flatMap(({ m, u, mGiven = m, uGiven = u }) => [m, u, mGiven, uGiven])
    if (!shares.every(isShare))
      throw new ModelError('isProbability', `The probabilities of "${name}" are not all more than 0, and 1 at most`)
    if (![otherFrequency, ...Object.values(frequencies)].every(isShare))
      throw new ModelError('isFrequency', `The frequencies of "${name}" are no shares`)
  })
  assertNoCircle(model.fields)
}

function checkMade(made: unknown): Model['made'] {
  if (!isObject(made)) throw new ModelError('isMade', 'The model does not say how it was made')
  assertOnly(made, ['rows', 'seed', 'rounds', 'today'])
  const { rows, seed, rounds, today } = made
  const isWhole = [rows, seed, rounds].every((number) => Number.isSafeInteger(number))
  if (!isWhole || Number(rows) < 1 || Number(rounds) < 0 || !isIsoDate(today))
    throw new ModelError(
      'isMade',
      'The model does not say of how many rows, by which seed and rounds and for which day it was made',
    )
  return made as unknown as Model['made']
}

function assertFields(found: unknown, fields: readonly Field[]): asserts found is Found[] {
  const isList = Array.isArray(found) && found.every(isObject)
  const kinds = isList ? fieldKinds(found as unknown as FieldModel[]) : ''
  const isSame =
    isList && found.length === fields.length && fields.every(({ name }, at) => (found[at] as Found).name === name)
  if (!isSame || kinds !== fieldKinds(fields)) {
    const wanted = fields.map(({ name }) => `"${name}"`).join(', ')
    throw new ModelError(
      'isOfFields',
      `This is a model of other fields. It must be of ${wanted} (${fieldKinds(fields)})`,
    )
  }
}

interface Wanted {
  field: Field
  names: readonly string[]
  rows: number
}

function checkField(found: Found, wanted: Wanted): void {
  const { field, names } = wanted
  assertOnly(found, ['name', 'type', 'scheme', 'leansOn', 'levels', 'frequencies', 'otherFrequency'])
  const { leansOn, levels, otherFrequency } = found
  const said = Array.isArray(levels) ? (levels as unknown[]).map((level) => isObject(level) && level.name) : []
  if (said.join() !== names.join())
    throw new ModelError('isOfLevels', `The levels of "${field.name}" must be ${names.join(', ')}`)
  const shares = leansOn === undefined ? (['m', 'u'] as const) : (['m', 'u', 'mGiven', 'uGiven'] as const)
  for (const share of shares) assertProbabilities(levels as Found[], share, field)
  for (const level of levels as Found[]) assertOnly(level, ['name', ...shares])
  assertFrequencies(found.frequencies, wanted)
  // It is 1 where no row that the model was learned from says anything: two who agree there would then be no nearer.
  if (!isBetween(otherFrequency, LEAST_COUNTED, 1))
    throw new ModelError('isFrequency', `Nothing was learned of "${field.name}": no row says it`)
}

/** Of `missing`, the first, nothing is asked: it weighs nothing. No other is 0, which would outweigh everything. */
function assertProbabilities(levels: readonly Found[], share: keyof LevelModel, { name }: Field): void {
  const [missing, ...others] = levels.map((level) => level[share])
  const isKnown = isBetween(missing, -ROUNDING, 1) && others.every((value) => isBetween(value, LEAST_COUNTED, 1))
  const total = others.reduce<number>((sum, value) => sum + Number(value), 0)
  if (!isKnown || Math.abs(total - 1) > ROUNDING)
    throw new ModelError(
      'isProbability',
      `The probabilities ${share} of "${name}" are not all more than 0, or do not add up to 1`,
    )
}

function assertFrequencies(found: unknown, { field, rows }: Wanted): void {
  const listed = isObject(found) ? Object.entries(found) : null
  const isShare = ([, share]: [string, unknown]): boolean => isBetween(share, LEAST_COUNTED, 1 + ROUNDING)
  if (!listed?.every(isShare) || listed.reduce((sum, [, share]) => sum + Number(share), 0) > 1 + ROUNDING)
    throw new ModelError('isFrequency', `The frequencies of "${field.name}" are no shares`)
  const isShared = ([, share]: [string, unknown]): boolean => Number(share) * rows >= FEWEST_HOLDERS - ROUNDING
  if (!listed.every(isShared) || (field.type === 'identifier' && listed.length > 0))
    throw new ModelError('isShared', `"${field.name}" lists a value that fewer than ${FEWEST_HOLDERS} rows have`)
  const { prepare, canonical } = comparatorOf(field)
  const isValue = ([text]: [string, unknown]): boolean => {
    const value = prepare(text)
    return text.length <= LONGEST_VALUE && value !== null && canonical(value) === text
  }
  if (!listed.every(isValue)) throw new ModelError('isValue', `"${field.name}" lists what is no value of it`)
}

/** Each field leans on a coarser one at most, and nothing on itself in the end. */
function assertNoCircle(fields: readonly FieldModel[]): void {
  const parents = new Map(fields.map(({ name, leansOn }) => [name, leansOn]))
  for (const { name } of fields) {
    let at: string | undefined = name
    for (let step = 0; at !== undefined; step++) {
      if (!parents.has(at) || step > fields.length)
        throw new ModelError('isOfFields', `"${name}" leans on a field that is not there, or on itself`)
      at = parents.get(at)
    }
  }
}

function assertOnly(found: Found, known: readonly string[]): void {
  if (!Object.keys(found).every((name) => known.includes(name)))
    throw new ModelError('unknownField', 'The model says something that no model says')
}

function isObject(value: unknown): value is Found {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** More than the one and less than the other. */
function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value > least && value < most
}
