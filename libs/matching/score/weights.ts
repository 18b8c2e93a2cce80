import { codeNames } from '../compare/codes.ts'
import { EXACT, MISSING } from '../compare/level-cache.ts'
import type { Column, Table } from '../fields/table.ts'
import type { FieldModel } from '../model/model.ts'

/** Levels at which both values stand for one, so that a common value is weak evidence as it is when equal. */
const NEARLY_EQUAL = new Set(['variant', 'near', 'near-common', 'part', 'reordered', 'initial'])

/** How much of the frequency's bits counts there; only downwards, since a rare value may be the slip itself. */
const NEARLY_EQUAL_SHARE = 0.7

/** What the levels and values of one column of a table weigh under a model, in bits. */
export class ColumnWeights {
  /** By code. */
  readonly levels: Float64Array
  /** What agreement on a value weighs more, or less, than agreement on the average value; by value. */
  readonly frequency: Float32Array
  /** The most that a pair can gain here. */
  readonly most: number
  private readonly share: Float32Array

  constructor(table: Table, index: number, field: FieldModel, frequency: Float32Array) {
    const names = codeNames(table, index)
    this.levels = Float64Array.from(names, (name, code) => (code === MISSING ? 0 : bitsOf(field, name)))
    this.frequency = frequency
    this.share = Float32Array.from(names, (name, code) =>
      code !== EXACT && NEARLY_EQUAL.has(name) && this.levels[code]! > 0 ? NEARLY_EQUAL_SHARE : 0,
    )
    const rarest = this.frequency.reduce((most, bits) => Math.max(most, bits), 0)
    this.most = this.levels.reduce((most, bits, code) => Math.max(most, bits + (code === EXACT ? rarest : 0)), 0)
  }

  /** The level's bits and the value's: together the column's weight. */
  frequencyPart(code: number, a: number, b: number): number {
    if (code === EXACT) return this.frequency[a]!
    const share = this.share[code]!
    return share === 0 ? 0 : share * Math.min(0, this.frequency[a]!, this.frequency[b]!)
  }
}

/** Log odds of the prior, in bits. */
export function priorBits({ prior }: { readonly prior: number }): number {
  return Math.log2(prior / (1 - prior))
}

function bitsOf({ levels }: FieldModel, name: string): number {
  const level = levels.find((one) => one.name === name)
  return level ? Math.log2(level.m / level.u) : 0
}

/** What agreement on each value weighs more, or less, than agreement on the average value. */
export function frequencyBits({ texts }: Column, model: FieldModel): Float32Array {
  const average = model.levels[EXACT]!.u
  const bits = new Float32Array(new SharedArrayBuffer(Float32Array.BYTES_PER_ELEMENT * texts.length))
  for (let value = 1; value < texts.length; value++)
    bits[value] = Math.log2(average / (model.frequencies[texts[value]!] ?? model.otherFrequency))
  return bits
}
