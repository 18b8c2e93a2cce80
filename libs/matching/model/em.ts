import { EXACT, MISSING } from '../compare/level-cache.ts'
import {
  addCodes,
  bothM,
  noCounts,
  type CodeNames,
  type Counts,
  type Dependence,
  type Probabilities,
} from './estimate.ts'
import type { Patterns } from './patterns.ts'

/** What one pass of expectation maximisation learned from the pairs that agree exactly on its anchors. */
export interface Pass {
  readonly anchors: readonly number[]
  /** Expected pairs of one person in the pass. */
  readonly matches: number
  /** Expected counts among them, by field and code. */
  readonly counts: Counts
}

/** What is held fixed while a pass learns: how strangers agree. */
export interface Chance {
  readonly u: Probabilities
  readonly dependence: Dependence
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
export function emPass(names: CodeNames, patterns: Patterns, anchors: readonly number[], chance: Chance): Pass | null {
  const others = names.map((_codes, field) => field).filter((field) => !anchors.includes(field))
  const rows = rowsAgreeing(patterns, anchors)
  const total = rows.reduce((sum, row) => sum + patterns.pairs[row]!, 0)
  if (total < FEWEST_PAIRS || others.length === 0) return null
  let same = bothM(names, { all: noCounts(names), given: noCounts(names) })
  let share = 0.5
  for (let round = 1; ; round++) {
    const counts: Counts = { all: noCounts(names), given: noCounts(names) }
    let matches = 0
    for (const row of rows) {
      const odds = (share / (1 - share)) * likelihoodRatio(patterns, row, others, same, chance)
      const expected = patterns.pairs[row]! / (1 + 1 / odds)
      matches += expected
      addCodes(counts, chance.dependence.parents, patterns.codes, row * patterns.width, expected)
    }
    const change = Math.abs(matches / total - share)
    share = Math.min(1 - 1e-9, Math.max(1e-9, matches / total))
    if ((change < CONVERGED && round > 5) || round === MOST_ROUNDS) return { anchors, matches, counts }
    same = bothM(names, counts)
  }
}

function likelihoodRatio(
  { width, codes }: Patterns,
  row: number,
  fields: readonly number[],
  { m, mGiven }: { readonly m: Probabilities; readonly mGiven: Probabilities },
  { u, dependence }: Chance,
): number {
  let ratio = 1
  for (const field of fields) {
    const code = codes[row * width + field]!
    if (code === MISSING) continue
    const parent = dependence.parents[field]!
    const isGiven = parent >= 0 && codes[row * width + parent] === EXACT
    ratio *= isGiven ? mGiven[field]![code]! / dependence.uGiven[field]![code]! : m[field]![code]! / u[field]![code]!
  }
  return ratio
}

function rowsAgreeing({ width, codes, count }: Patterns, anchors: readonly number[]): number[] {
  const rows: number[] = []
  for (let row = 0; row < count; row++)
    if (anchors.every((field) => codes[row * width + field] === EXACT)) rows.push(row)
  return rows
}
