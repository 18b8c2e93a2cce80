/** Which pairs of rows are of one person. Rows are counted from 0; a pair is `left < right`. */
export interface PairTruth {
  /** How many pairs are true. */
  readonly pairs: number
  has(left: number, right: number): boolean
}

/**
 * Truth from a label a row: rows with the same label are of one person. The pairs are counted, never listed.
 *
 * @param labels any whole numbers, one a row
 * @param leftRows rows before this one are the left of two lists, and only pairs across the lists count; all rows when
 *   there is one list
 */
export function truthFromLabels(labels: Uint32Array, leftRows = labels.length): PairTruth {
  const left = tally(labels.subarray(0, leftRows))
  const right = tally(labels.subarray(leftRows))
  let pairs = 0
  if (leftRows === labels.length) for (const count of left.values()) pairs += pairsOf(count)
  else for (const [label, count] of left) pairs += count * (right.get(label) ?? 0)
  return { pairs, has: (a, b) => labels[a] === labels[b] }
}

/**
 * Truth from a list of true pairs, each counted once however often and whichever way round it is listed.
 *
 * @param rows of both lists together, at most 94,906,265, so that a pair is one safe integer
 */
export function truthFromLinks(links: Iterable<readonly [number, number]>, rows: number): PairTruth {
  if (rows * rows > Number.MAX_SAFE_INTEGER) throw new RangeError('too many rows')
  const key = (a: number, b: number): number => (a < b ? a * rows + b : b * rows + a)
  const known = new Set<number>()
  for (const [a, b] of links) if (a !== b) known.add(key(a, b))
  return { pairs: known.size, has: (a, b) => known.has(key(a, b)) }
}

/** Pairs that can be made of so many rows. */
export function pairsOf(rows: number): number {
  return (rows * (rows - 1)) / 2
}

/** How often each value occurs. */
export function tally(values: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
