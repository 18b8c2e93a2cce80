import type { Comparator } from '../fields/comparator.ts'
import { MANY_VALUES, valueOf, type Column } from '../fields/table.ts'
import { comparatorOf } from '../fields/comparators.ts'

/** Code of a comparison in which a value is missing; level `i` of a comparator has code `i + 1`. */
export const MISSING = 0
export const EXACT = 1

/** Entries of one column's cache: bounds its memory, at 9 bytes each. */
const CACHE_BITS = 18

/**
 * Compares values of one column, remembering recent answers: the same two names meet again and again. The cache is
 * direct-mapped, so a new answer may displace an old one and memory never grows.
 */
export class LevelCache {
  private readonly comparator: Comparator
  private readonly column: Column
  private readonly keys: Float64Array
  private readonly codes: Uint8Array
  private readonly mask: number
  private readonly isVaried: boolean
  private readonly passing: number | undefined

  constructor(column: Column, cacheBits = CACHE_BITS) {
    this.comparator = comparatorOf(column.field)
    this.column = column
    this.passing = column.passing?.id
    this.isVaried = column.texts.length > MANY_VALUES
    const bits = this.isVaried ? 1 : Math.min(cacheBits, Math.ceil(2 * Math.log2(column.texts.length + 1)))
    this.keys = new Float64Array(1 << bits).fill(-1)
    this.codes = new Uint8Array(1 << bits)
    this.mask = (1 << bits) - 1
  }

  /** The code of comparing two values by their ids. A passing value's answers are not kept. */
  code(a: number, b: number): number {
    if (a === 0 || b === 0) return MISSING
    if (a === b) return EXACT
    const low = a < b ? a : b
    const high = a < b ? b : a
    if (this.isVaried || a === this.passing || b === this.passing) return this.compare(low, high)
    const key = low * this.column.texts.length + high
    const slot = (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b) ^ (high >>> 7)) & this.mask
    if (this.keys[slot] === key) return this.codes[slot]!
    const code = this.compare(low, high)
    this.keys[slot] = key
    this.codes[slot] = code
    return code
  }

  private compare(low: number, high: number): number {
    return this.comparator.compare(valueOf(this.column, low), valueOf(this.column, high)) + EXACT
  }
}
