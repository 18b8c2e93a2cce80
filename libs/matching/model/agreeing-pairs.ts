import type { Column, Table } from '../fields/table.ts'
import type { Random } from './random.ts'

/** Draws pairs of rows with the same value, all such pairs being as likely. */
export class AgreeingPairs {
  /** How many such pairs there are. */
  readonly count: number
  private readonly rows: Uint32Array
  private readonly starts: Uint32Array
  private readonly middles: Uint32Array
  private readonly ends: Uint32Array
  private readonly upTo: Float64Array
  private readonly oneList: boolean

  constructor(table: Table, { ids, texts }: Column) {
    this.oneList = table.isOneList
    this.starts = new Uint32Array(texts.length)
    this.ends = new Uint32Array(texts.length)
    this.middles = new Uint32Array(texts.length)
    const sizes = new Uint32Array(texts.length)
    for (const id of ids) sizes[id]!++
    for (let value = 1, at = 0; value < texts.length; value++) {
      this.starts[value] = at
      this.ends[value] = at
      at += sizes[value]!
    }
    this.rows = new Uint32Array(ids.length)
    ids.forEach((id, row) => {
      if (id === 0) return
      if (row < table.leftRows) this.middles[id]!++
      this.rows[this.ends[id]!++] = row
    })
    this.upTo = new Float64Array(texts.length)
    for (let value = 1; value < texts.length; value++) this.upTo[value] = this.upTo[value - 1]! + this.pairsOf(value)
    this.count = this.upTo[texts.length - 1] ?? 0
  }

  /** Left and right may be the same row now and then, where there is one list. */
  draw(random: Random): [left: number, right: number] {
    const value = this.valueAt(random.share() * this.count)
    const start = this.starts[value]!
    const size = this.ends[value]! - start
    const lefts = this.middles[value]!
    const left = this.rows[start + random.below(this.oneList ? size : lefts)]!
    const right = this.rows[start + (this.oneList ? random.below(size) : lefts + random.below(size - lefts))]!
    return left < right ? [left, right] : [right, left]
  }

  private pairsOf(value: number): number {
    const size = this.ends[value]! - this.starts[value]!
    return this.oneList ? (size * (size - 1)) / 2 : this.middles[value]! * (size - this.middles[value]!)
  }

  private valueAt(place: number): number {
    let low = 1
    let high = this.upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.upTo[middle]! > place) high = middle
      else low = middle + 1
    }
    return low
  }
}
