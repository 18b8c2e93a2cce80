import { Grouping } from './grouping.ts'
import type { KeyColumn } from './keys.ts'
import type { RuleReport } from './report.ts'

/** Receives one block: all of its rows against each other, or, windowed, each row against its next neighbours. */
export type OnBlock = (rows: Uint32Array, windowed: boolean) => void

/** A rule has at most this many keys; a block that is too large even then is windowed. */
const MOST_KEYS = 3

/** Agreement on more keys makes a pair more promising, so larger blocks are worth comparing whole. */
const GROWTH_A_KEY = 2

/** Keys that must all agree. */
export type Rule = readonly KeyColumn[]

/**
 * Walks the blocks of all rules: the declared ones, or else every key by itself. A block of more than `largestBlock` rows
 * is narrowed by each of the other columns' keys, and by one more where that is not enough. A row that lacks a key is in
 * none of its blocks.
 */
export class BlockWalk {
  private readonly keys: readonly KeyColumn[]
  private readonly rules: readonly Rule[] | undefined
  private readonly largestBlock: number
  private readonly onBlock: OnBlock
  private readonly grouping: Grouping
  private readonly reports = new Map<string, Counting>()

  constructor(keys: readonly KeyColumn[], largestBlock: number, onBlock: OnBlock, rules?: readonly Rule[]) {
    this.keys = keys
    this.rules = rules
    this.largestBlock = largestBlock
    this.onBlock = onBlock
    this.grouping = new Grouping(Math.max(1, ...keys.map((key) => key.keys)))
  }

  walk(rows: number): RuleReport[] {
    const all = Uint32Array.from({ length: rows }, (_, row) => row)
    if (this.rules) for (const rule of this.rules) this.follow(all, rule, 1)
    else this.narrow(all, [])
    return [...this.reports.values()]
  }

  /** Sorts rows by the rule's keys, one after the other. */
  private follow(rows: Uint32Array, rule: Rule, depth: number): void {
    const groups = this.grouping.by(rule[depth - 1]!, rows)
    for (let i = 0; i + 1 < groups.starts.length; i++) {
      const block = groups.rows.subarray(groups.starts[i]!, groups.starts[i + 1]!)
      if (depth < rule.length) this.follow(block, rule, depth + 1)
      else this.take(block, rule)
    }
  }

  private narrow(rows: Uint32Array, used: readonly KeyColumn[]): void {
    for (const key of this.furtherKeys(used)) {
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
    } else if (path.length < MOST_KEYS && this.furtherKeys(path).length > 0) {
      report.narrowed++
      this.narrow(block, path)
    } else {
      report.windowed++
      this.onBlock(block, true)
    }
  }

  /**
   * The keys of other columns that can narrow further. Where every key is a rule, only those after the ones used, since
   * the others have been combined with them before.
   */
  private furtherKeys(used: readonly KeyColumn[]): readonly KeyColumn[] {
    const after = used.length > 0 && !this.rules ? this.keys.indexOf(used.at(-1)!) : -1
    return this.keys.slice(after + 1).filter((key) => used.every(({ column }) => column !== key.column))
  }

  private report(path: readonly KeyColumn[]): Counting {
    const rule = path.map(({ name }) => name).join(' + ')
    let report = this.reports.get(rule)
    if (!report) this.reports.set(rule, (report = { rule, blocks: 0, largest: 0, pairs: 0, narrowed: 0, windowed: 0 }))
    return report
  }
}

type Counting = { -readonly [key in keyof RuleReport]: RuleReport[key] }
