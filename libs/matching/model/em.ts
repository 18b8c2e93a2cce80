import { EXACT, MISSING } from '../compare/level-cache.ts'
import { mFrom, noCounts, usualM, type CodeNames, type Probabilities } from './estimate.ts'
import type { Patterns } from './patterns.ts'

/** What one pass of expectation maximisation learned from the pairs that agree exactly on its anchors. */
export interface Pass {
  readonly anchors: readonly number[]
  /** Expected pairs of one person in the pass. */
  readonly matches: number
  /** Expected counts among those, by field and code; nothing for the anchors. */
  readonly counts: Probabilities
}

const MOST_ROUNDS = 200
const CONVERGED = 1e-5
const FEWEST_PAIRS = 10

/**
 * One pass: of the pairs that agree exactly on the anchors, learns which share is of one person and how their other
 * fields agree, holding u fixed. Null when there are too few pairs to learn from. Stops after 200 rounds, converged or
 * not: the shares are probabilities at every round.
 *
 * Source: Fellegi and Sunter (1969); Winkler (1988) for EM; training on blocks that fix some fields as in Splink.
 */
export function emPass(
  names: CodeNames,
  patterns: Patterns,
  anchors: readonly number[],
  u: Probabilities,
): Pass | null {
  const others = names.map((_codes, field) => field).filter((field) => !anchors.includes(field))
  const rows = rowsAgreeing(patterns, anchors)
  const total = rows.reduce((sum, row) => sum + patterns.pairs[row]!, 0)
  if (total < FEWEST_PAIRS || others.length === 0) return null
  let m = usualM(names)
  let share = 0.5
  for (let round = 1; ; round++) {
    const counts = noCounts(names)
    const matches = expect(patterns, rows, others, share, m, u, counts)
    const change = Math.abs(matches / total - share)
    share = Math.min(1 - 1e-9, Math.max(1e-9, matches / total))
    if ((change < CONVERGED && round > 5) || round === MOST_ROUNDS) return { anchors, matches, counts }
    m = mFrom(names, counts)
  }
}

/** Adds up the expected pairs of one person, by field and code. */
function expect(
  { width, codes, pairs }: Patterns,
  rows: readonly number[],
  fields: readonly number[],
  share: number,
  m: Probabilities,
  u: Probabilities,
  counts: Float64Array[],
): number {
  let matches = 0
  for (const row of rows) {
    let odds = share / (1 - share)
    for (const field of fields) {
      const code = codes[row * width + field]!
      if (code !== MISSING) odds *= m[field]![code]! / u[field]![code]!
    }
    const expected = pairs[row]! / (1 + 1 / odds)
    matches += expected
    for (const field of fields) counts[field]![codes[row * width + field]!]! += expected
  }
  return matches
}

function rowsAgreeing({ width, codes, count }: Patterns, anchors: readonly number[]): number[] {
  const rows: number[] = []
  for (let row = 0; row < count; row++)
    if (anchors.every((field) => codes[row * width + field] === EXACT)) rows.push(row)
  return rows
}
