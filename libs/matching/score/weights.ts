import { codeNames } from '../compare/codes.ts'
import { EXACT, MISSING } from '../compare/level-cache.ts'
import { comparatorOf } from '../fields/comparators.ts'
import { MANY_VALUES, textOf, type Column, type Table } from '../fields/table.ts'
import type { FieldModel, LevelModel } from '../model/model.ts'

/** Levels at which both values stand for one, so that a common value is weak evidence as it is when equal. */
const NEARLY_EQUAL = new Set(
  'variant variant-common near near-common part reordered initial swapped digit local-part'.split(' '),
)

/** How much of the frequency's bits counts there; only downwards, since a rare value may be the slip itself. */
const NEARLY_EQUAL_SHARE = 0.7

/** What the levels and values of one column of a table weigh under a model, in bits. */
export class ColumnWeights {
  /** By code. */
  readonly levels: Float64Array
  /** The same where the column that this one leans on agrees exactly. */
  readonly given: Float64Array
  /** The column that this one leans on, or -1. */
  readonly parent: number
  /** What agreement on a value weighs more, or less, than agreement on the average value; by value. */
  readonly frequency: Float32Array
  /** The most that two different values can gain here by their level. */
  readonly mostUnequal: number
  private readonly share: Float32Array
  private readonly givenShare: number
  /** Two different values may be equal, as a name in two words or one. */
  private readonly isLoose: boolean

  constructor(table: Table, index: number, field: FieldModel, frequency: Float32Array) {
    const names = codeNames(table, index)
    const levels = names.map((name) => field.levels.find((level) => level.name === name))
    this.parent = table.columns.findIndex((column) => column.field.name === field.leansOn)
    this.levels = Float64Array.from(levels, (level, code) => (code === MISSING ? 0 : bits(level?.m, level?.u)))
    this.given = Float64Array.from(levels, (level, code) =>
      code === MISSING ? 0 : bits(level?.mGiven ?? level?.m, level?.uGiven ?? level?.u),
    )
    this.givenShare = givenShare(levels[EXACT])
    this.frequency = frequency
    this.share = Float32Array.from(names, (name, code) =>
      code !== EXACT && NEARLY_EQUAL.has(name) && this.levels[code]! > 0 ? NEARLY_EQUAL_SHARE : 0,
    )
    this.isLoose = comparatorOf(table.columns[index]!.field).isExactLoosely === true
    const most = (sum: number, bits: number, code: number): number =>
      code === EXACT && !this.isLoose ? sum : Math.max(sum, bits)
    this.mostUnequal = Math.max(this.levels.reduce(most, -Infinity), this.given.reduce(most, -Infinity))
  }

  /** The most that a pair can gain here, known from the values' ids alone. */
  most(a: number, b: number): number {
    if (a === 0 || b === 0) return 0
    if (a !== b && !this.isLoose) return this.mostUnequal
    if (a !== b) return this.mostUnequal + Math.max(0, Math.min(this.frequency[a]!, this.frequency[b]!))
    const frequency = this.frequency[a]!
    return Math.max(0, this.levels[EXACT]! + frequency, this.given[EXACT]! + frequency * this.givenShare)
  }

  /** What the level itself weighs. */
  levelPart(code: number, isGiven: boolean): number {
    return isGiven ? this.given[code]! : this.levels[code]!
  }

  /** What the values' own frequency adds to that; less where the column leaned on has said a part of it already. */
  frequencyPart(code: number, a: number, b: number, isGiven: boolean): number {
    if (code === EXACT) return Math.min(this.frequency[a]!, this.frequency[b]!) * (isGiven ? this.givenShare : 1)
    const share = this.share[code]!
    return share === 0 ? 0 : share * Math.min(0, this.frequency[a]!, this.frequency[b]!)
  }
}

/** Log odds of the prior, in bits. */
export function priorBits({ prior }: { readonly prior: number }): number {
  return Math.log2(prior / (1 - prior))
}

function bits(m: number | undefined, u: number | undefined): number {
  return m === undefined || u === undefined ? 0 : Math.log2(m / u)
}

/** How much of the surprise at agreeing is left when the column leaned on agrees, 0 to 1. */
function givenShare(exact: LevelModel | undefined): number {
  if (exact?.uGiven === undefined || exact.u === 1) return 1
  return Math.min(1, Math.log2(exact.uGiven) / Math.log2(exact.u))
}

/** What agreement on each value weighs more, or less, than agreement on the average value. */
export function frequencyBits(column: Column, model: FieldModel): Float32Array {
  const average = model.levels[EXACT]!.u
  const bits = new Float32Array(new SharedArrayBuffer(Float32Array.BYTES_PER_ELEMENT * column.counts.length))
  const ofOthers = Math.log2(average / model.otherFrequency)
  // A row that comes alone must not go through the thousands of names that a model lists.
  if (bits.length > MANY_VALUES && isEmpty(model.frequencies)) return bits.fill(ofOthers, 1)
  for (let value = 1; value < bits.length; value++) {
    const text = textOf(column, value)
    bits[value] = Object.hasOwn(model.frequencies, text) ? Math.log2(average / model.frequencies[text]!) : ofOthers
  }
  return bits
}

function isEmpty(listed: Readonly<Record<string, number>>): boolean {
  return Object.keys(listed).length === 0
}
