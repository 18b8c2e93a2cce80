import { Grouping } from './grouping.ts'
import type { KeyColumn } from './keys.ts'
import type { RuleReport } from './report.ts'

/** Receives one block: all of its rows against each other, or, windowed, each row against its next neighbours. */
export type OnBlock = (rows: Uint32Array, windowed: boolean) => void

/** A rule has at most this many keys; a block that is too large even then is windowed. */
const MOST_KEYS = 3

/** Agreement on more keys makes a pair more promising, so larger blocks are worth comparing whole. */
const GROWTH_A_KEY = 2

/**
 * Walks the blocks of all rules. Every key is a rule; a block of more than `largestBlock` rows is narrowed by each of
 * the other columns' keys, and by a third where that is not enough. A row that lacks a key is in none of its blocks.
 */
export class BlockWalk {
  private readonly keys: readonly KeyColumn[]
  private readonly largestBlock: number
  private readonly onBlock: OnBlock
  private readonly grouping: Grouping
  private readonly reports = new Map<string, Counting>()

  constructor(keys: readonly KeyColumn[], largestBlock: number, onBlock: OnBlock) {
    this.keys = keys
    this.largestBlock = largestBlock
    this.onBlock = onBlock
    this.grouping = new Grouping(Math.max(1, ...keys.map((key) => key.keys)))
  }

  walk(rows: number): RuleReport[] {
    this.narrow(
      Uint32Array.from({ length: rows }, (_, row) => row),
      [],
    )
    return [...this.reports.values()]
  }

  private narrow(rows: Uint32Array, used: readonly KeyColumn[]): void {
    const after = used.length ? this.keys.indexOf(used.at(-1)!) : -1
    for (const key of this.keys.slice(after + 1)) {
      if (used.some(({ column }) => column === key.column)) continue
      const groups = this.grouping.by(key, rows)
      const path = [...used, key]
      for (let i = 0; i + 1 < groups.starts.length; i++)
        this.take(groups.rows.subarray(groups.starts[i]!, groups.starts[i + 1]!), path)
    }
  }

  private take(block: Uint32Array, path: readonly KeyColumn[]): void {
    const report = this.report(path)
    const size = block.length
    report.blocks++
    report.largest = Math.max(report.largest, size)
    if (size <= this.largestBlock * GROWTH_A_KEY ** (path.length - 1)) {
      report.pairs += (size * (size - 1)) / 2
      this.onBlock(block, false)
    } else if (path.length < MOST_KEYS && this.canNarrow(path)) {
      report.narrowed++
      this.narrow(block, path)
    } else {
      report.windowed++
      this.onBlock(block, true)
    }
  }

  private canNarrow(path: readonly KeyColumn[]): boolean {
    return this.keys.indexOf(path.at(-1)!) + 1 < this.keys.length
  }

  private report(path: readonly KeyColumn[]): Counting {
    const rule = path.map(({ name }) => name).join(' + ')
    let report = this.reports.get(rule)
    if (!report) this.reports.set(rule, (report = { rule, blocks: 0, largest: 0, pairs: 0, narrowed: 0, windowed: 0 }))
    return report
  }
}

type Counting = { -readonly [key in keyof RuleReport]: RuleReport[key] }
