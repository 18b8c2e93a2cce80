/** What one blocking rule brings, known before any pair is compared. */
export interface RuleReport {
  /** One key, or the keys that must agree together: `family-name sound + date-of-birth exact`. */
  readonly rule: string
  /** Blocks of two rows or more. */
  readonly blocks: number
  /** Rows in the largest block. */
  readonly largest: number
  /** Pairs from blocks small enough to be compared whole; pairs that other rules bring too are counted here too. */
  readonly pairs: number
  /** Blocks too large for that, which further keys split. */
  readonly narrowed: number
  /** Blocks too large and without a further key: each row is compared with its nearest neighbours only. */
  readonly windowed: number
}

export interface BlockingReport {
  readonly rules: readonly RuleReport[]
  /** The largest block compared whole, in rows. */
  readonly largestBlock: number
  /** Different pairs of all rules together; undefined in a report made without listing them. */
  readonly pairs?: number
}

const NUMBER = new Intl.NumberFormat('en-GB')

/** The report as a table to read, the rule with the most pairs first. */
export function blockingTable({ rules, largestBlock, pairs }: BlockingReport): string {
  const rows = [...rules].sort((a, b) => b.pairs - a.pairs).filter((rule) => rule.blocks > 0)
  const width = Math.max(4, ...rows.map(({ rule }) => rule.length))
  const cells = (...numbers: (string | number)[]): string =>
    numbers.map((cell) => (typeof cell === 'number' ? NUMBER.format(cell) : cell).padStart(12)).join('')
  return [
    'rule'.padEnd(width) + cells('blocks', 'largest', 'pairs', 'narrowed', 'windowed'),
    ...rows.map(
      (one) => one.rule.padEnd(width) + cells(one.blocks, one.largest, one.pairs, one.narrowed, one.windowed),
    ),
    `Blocks of up to ${NUMBER.format(largestBlock)} rows are compared whole.`,
    ...(pairs === undefined ? [] : [`${NUMBER.format(pairs)} different pairs.`]),
  ].join('\n')
}
