import { GrowingUint32, shared } from '../fields/growing.ts'
import type { Table } from '../fields/table.ts'
import { BlockWalk, type OnBlock } from './blocks.ts'
import { declaredRules, sortingKeys } from './keys.ts'
import type { BlockingReport } from './report.ts'

/** Pairs of rows to compare; sorted by left row, then right row; each once; `left[i] < right[i]`. */
export interface Candidates {
  readonly left: Uint32Array
  readonly right: Uint32Array
  readonly report: BlockingReport
}

const NEIGHBOURS = 5

export interface BlockingSettings {
  /** Blocks of one key are compared whole up to this many rows. */
  readonly largestBlock: number
  /** Rules to use instead of every key: each the names of keys that must all agree. */
  readonly rules?: readonly (readonly string[])[] | undefined
}

/** The pairs of the table which are in a block together; of two lists, only pairs across them. */
export function candidates(table: Table, { largestBlock, rules }: BlockingSettings): Candidates {
  const left = new GrowingUint32(table.rows * 8)
  const right = new GrowingUint32(table.rows * 8)
  const { isOneList } = table
  const add = (a: number, b: number): void => {
    const [low, high] = a < b ? [a, b] : [b, a]
    if (low === high || (!isOneList && (low >= table.leftRows || high < table.leftRows))) return
    left.push(low)
    right.push(high)
  }
  const declared = rules && declaredRules(table, rules)
  const onBlock: OnBlock = (rows, windowed) => {
    if (windowed && !isOneList) return addAcross(rows, table.leftRows, add)
    for (let i = 0; i < rows.length; i++) {
      const end = windowed ? Math.min(rows.length, i + 1 + NEIGHBOURS) : rows.length
      for (let j = i + 1; j < end; j++) add(rows[i]!, rows[j]!)
    }
  }
  const keys = declared ? [...new Set(declared.flat())] : sortingKeys(table)
  const reports = new BlockWalk(keys, largestBlock, onBlock, declared).walk(table.rows)
  const pairs = unique(table.rows, left.view(), right.view())
  return { ...pairs, report: { rules: reports, largestBlock, pairs: pairs.left.length } }
}

/** Each row of the longer list with a few of the shorter one, so that every row of the block has a partner. */
function addAcross(rows: Uint32Array, leftRows: number, add: (a: number, b: number) => void): void {
  const left = rows.filter((row) => row < leftRows)
  const right = rows.subarray(left.length)
  const [few, many] = left.length < right.length ? [left, right] : [right, left]
  const partners = Math.min(NEIGHBOURS, few.length)
  for (let i = 0; i < many.length; i++) {
    const nearest = Math.floor((i * few.length) / many.length)
    for (let k = 0; k < partners; k++) add(many[i]!, few[(nearest + k) % few.length]!)
  }
}

/** Counting sort by left row, then a small sort a row. */
function unique(rows: number, left: Uint32Array, right: Uint32Array): { left: Uint32Array; right: Uint32Array } {
  const ends = new Uint32Array(rows + 1)
  for (const row of left) ends[row + 1]!++
  for (let row = 0; row < rows; row++) ends[row + 1]! += ends[row]!
  const places = ends.slice()
  const sorted = new Uint32Array(right.length)
  for (let i = 0; i < left.length; i++) sorted[places[left[i]!]!++] = right[i]!
  const outLeft = new GrowingUint32(left.length)
  const outRight = new GrowingUint32(left.length)
  for (let row = 0; row < rows; row++) {
    const partners = sorted.subarray(ends[row]!, ends[row + 1]!).sort()
    for (let i = 0; i < partners.length; i++) {
      if (i > 0 && partners[i] === partners[i - 1]) continue
      outLeft.push(row)
      outRight.push(partners[i]!)
    }
  }
  return { left: shared(outLeft.view()), right: shared(outRight.view()) }
}
