import type { Table } from '../fields/table.ts'

/** Numbers that look random and are the same for the same seed: a model can be made again. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = seed >>> 0
  }

  /** A whole number from 0 to `limit - 1`; `limit` at most 2^32. */
  below(limit: number): number {
    return Math.floor((this.next() / 0x1_0000_0000) * limit)
  }

  /** A number from 0 to below 1. */
  share(): number {
    return this.next() / 0x1_0000_0000
  }

  /** Two different rows of the table, of two lists one from each. */
  pair(table: Table): [left: number, right: number] {
    const left = this.below(table.leftRows)
    if (!table.isOneList) return [left, table.leftRows + this.below(table.rows - table.leftRows)]
    const right = this.below(table.rows - 1)
    return [left, right >= left ? right + 1 : right]
  }

  /** Mulberry32 (Tommy Ettinger, public domain). */
  private next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}
