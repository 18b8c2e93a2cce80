import { GrowingUint32 } from '../fields/growing.ts'
import type { KeyColumn } from './keys.ts'

/** Rows sorted into blocks by one key. The arrays are scratch space: read them before the next {@link Grouping.by}. */
export interface Groups {
  readonly rows: Uint32Array
  /** Block `i` is `rows[starts[i]] … rows[starts[i + 1] - 1]`. */
  readonly starts: Uint32Array
}

/** Sorts rows into blocks in time proportional to the rows, not to the keys: counts are reset by those touched. */
export class Grouping {
  private readonly counts: Uint32Array

  constructor(mostKeys: number) {
    this.counts = new Uint32Array(mostKeys)
  }

  /** Blocks of two rows or more; a row without the key is in none, a row with several keys in several. */
  by(key: KeyColumn, rows: Uint32Array): Groups {
    const touched = this.count(key, rows)
    const starts = new GrowingUint32(touched.length + 1)
    let total = 0
    for (const number of touched) {
      const size = this.counts[number]!
      if (size >= 2) starts.push(total)
      this.counts[number] = size >= 2 ? total + 1 : 0
      if (size >= 2) total += size
    }
    starts.push(total)
    const grouped = new Uint32Array(total)
    for (const row of rows) {
      const value = key.ids[row]!
      for (let i = key.offsets[value]!; i < key.offsets[value + 1]!; i++) {
        const place = this.counts[key.list[i]!]!
        if (place === 0) continue
        grouped[place - 1] = row
        this.counts[key.list[i]!] = place + 1
      }
    }
    for (const number of touched) this.counts[number] = 0
    return { rows: grouped, starts: starts.view() }
  }

  private count(key: KeyColumn, rows: Uint32Array): Uint32Array {
    const touched = new GrowingUint32(Math.min(rows.length, key.keys))
    for (const row of rows) {
      const value = key.ids[row]!
      for (let i = key.offsets[value]!; i < key.offsets[value + 1]!; i++) {
        const number = key.list[i]!
        if (this.counts[number]!++ === 0) touched.push(number)
      }
    }
    return touched.view()
  }
}
