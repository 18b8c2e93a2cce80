import { EXACT, MISSING } from '../compare/level-cache.ts'
import type { PairComparer } from '../compare/pair-comparer.ts'
import { fieldKinds, type FieldType } from '../fields/field.ts'
import type { Table } from '../fields/table.ts'
import type { Model } from '../model/model.ts'
import { Contradictions, LEAST_CAPPED, type Contradiction } from './contradictions.ts'
import { OpenKinds, type OpenKind } from './open-kinds.ts'
import { ColumnWeights, frequencyBits, priorBits } from './weights.ts'

/** By what pairs are weighed: what was learned, and the day on which the rules for children are applied. */
export interface Weighing {
  readonly model: Model
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/**
 * Weighs pairs of rows of one table by a model and the declared rules. One object a thread: it holds caches and scratch
 * space.
 */
export class PairScorer {
  readonly columns: readonly ColumnWeights[]
  readonly prior: number
  private readonly codes: Uint8Array
  /** The most that each column can still add to the pair that is being weighed. */
  private readonly gains: Float64Array
  private readonly rules: Contradictions
  private readonly kinds: OpenKinds
  /** Of the middle name, or -1. */
  private readonly middle: number
  private readonly comparer: PairComparer
  private readonly cells: Uint32Array
  private readonly width: number
  /** Columns that must be compared together, in the order of comparing. */
  private readonly steps: readonly (readonly number[])[]

  /**
   * @param frequencies of each column's values, where a thread is handed them: working them out takes long for many values
   * @throws RangeError when the model is of other fields than the table
   */
  constructor(table: Table, { model, today }: Weighing, comparer: PairComparer, frequencies?: readonly Float32Array[]) {
    assertFits(model, table)
    this.rules = new Contradictions(table, today)
    this.kinds = new OpenKinds(table)
    this.middle = table.columns.findIndex(({ field }) => field.type === 'middle-name')
    this.comparer = comparer
    this.codes = new Uint8Array(comparer.width)
    this.gains = new Float64Array(comparer.width)
    this.prior = priorBits(model)
    this.columns = table.columns.map((column, i) => {
      const field = model.fields[i]!
      return new ColumnWeights(table, i, field, frequencies?.[i] ?? frequencyBits(column, field))
    })
    this.cells = table.cells
    this.width = comparer.width
    this.steps = stepsOf(table, comparer, this.columns)
  }

  /**
   * The pair's weight in bits, prior included, and no more than the rules allow. What each column can add at most is
   * known before anything is compared; as soon as all that is left cannot lift the pair to `least`, it stops and answers
   * minus infinity.
   */
  weigh(left: number, right: number, least = -Infinity): number {
    let weight = this.prior
    let most = 0
    for (let column = 0; column < this.width; column++) most += this.gains[column] = this.most(column, left, right)
    if (weight + most < least - ROUNDING) return -Infinity
    for (const columns of this.steps) {
      this.comparer.compareColumns(columns, left, right, this.codes)
      for (const column of columns) {
        weight += this.bits(this.codes, 0, column, left, right)
        most -= this.gains[column]!
      }
      if (weight + most < least - ROUNDING) return -Infinity
    }
    return this.capped(weight, left, right, this.codes, 0)
  }

  /** The same for codes that are known already, from `offset`. */
  weightOf(codes: Uint8Array, offset: number, left: number, right: number): number {
    let weight = this.prior
    for (let column = 0; column < this.columns.length; column++) weight += this.bits(codes, offset, column, left, right)
    return this.capped(weight, left, right, codes, offset)
  }

  /** The rule that stands against joining the two rows, or null. */
  contradiction(left: number, right: number): Contradiction | null {
    this.comparer.compare(left, right, this.codes, 0)
    return this.rules.of(left, right, this.codes, 0)
  }

  /** In which way the two may be one child, or null. */
  kindOf(left: number, right: number): OpenKind | null {
    this.comparer.compare(left, right, this.codes, 0)
    return this.kinds.of(left, right, this.codes)
  }

  /** True when their given names are plainly two, so that they are of two people. */
  arePlainlyTwo(left: number, right: number): boolean {
    this.comparer.compare(left, right, this.codes, 0)
    return this.kinds.arePlainlyTwo(this.codes)
  }

  /** The pair's weight in bits, whatever the rules say, and what of it the middle name says. */
  evidence(left: number, right: number): { readonly all: number; readonly middle: number } {
    this.comparer.compare(left, right, this.codes, 0)
    let all = this.prior
    for (let column = 0; column < this.width; column++) all += this.bits(this.codes, 0, column, left, right)
    return { all, middle: this.middle < 0 ? 0 : this.bits(this.codes, 0, this.middle, left, right) }
  }

  /** True when the two rows say the same in every column. */
  areAlike(left: number, right: number): boolean {
    const [a, b] = [left * this.width, right * this.width]
    for (let column = 0; column < this.width; column++)
      if (this.cells[a + column] !== this.cells[b + column]) return false
    return true
  }

  /** Only a pair that looks like one person needs the rules. */
  private capped(weight: number, left: number, right: number, codes: Uint8Array, offset: number): number {
    if (weight <= LEAST_CAPPED) return weight
    return Math.min(weight, this.rules.of(left, right, codes, offset)?.most ?? weight)
  }

  private most(column: number, left: number, right: number): number {
    return this.columns[column]!.most(this.cells[left * this.width + column]!, this.cells[right * this.width + column]!)
  }

  private bits(codes: Uint8Array, offset: number, column: number, left: number, right: number): number {
    const code = codes[offset + column]!
    if (code === MISSING) return 0
    const weights = this.columns[column]!
    const isGiven = weights.parent >= 0 && codes[offset + weights.parent] === EXACT
    const a = this.cells[left * this.width + column]!
    const b = this.cells[right * this.width + column]!
    return weights.levelPart(code, isGiven) + weights.frequencyPart(code, a, b, isGiven)
  }
}

/** Sums of the same numbers in another order differ by less. */
const ROUNDING = 1e-9

/** What a comparison costs, roughly, as against that of two dates; what is not listed costs 2. */
const COST: Partial<Record<FieldType, number>> = {
  gender: 0,
  category: 0,
  'date-of-birth': 1,
  email: 4,
  address: 5,
  'full-name': 8,
}

function assertFits({ fields }: Model, { columns }: Table): void {
  const [ofModel, ofTable] = [fieldKinds(fields), fieldKinds(columns.map(({ field }) => field))]
  if (ofModel !== ofTable) throw new RangeError(`The model is of other fields (${ofModel}) than the table (${ofTable})`)
}

/** The cheapest comparisons first, but a column never before the one that it leans on. */
function stepsOf(table: Table, comparer: PairComparer, weights: readonly ColumnWeights[]): (readonly number[])[] {
  const cost = (group: readonly number[]): number =>
    Math.max(...group.map((column) => COST[table.columns[column]!.field.type] ?? 2))
  const groups = [...comparer.groups].sort((a, b) => cost(a) - cost(b))
  const ordered: (readonly number[])[] = []
  const take = (group: readonly number[] | undefined): void => {
    if (!group || ordered.includes(group)) return
    const parents = group.map((column) => weights[column]!.parent).filter((parent) => !group.includes(parent))
    for (const parent of parents) take(groups.find((other) => other.includes(parent)))
    ordered.push(group)
  }
  groups.forEach(take)
  return ordered
}
