import { allCodeNames } from '../compare/codes.ts'
import { EXACT, MISSING } from '../compare/level-cache.ts'
import { totalPairs, type Table } from '../fields/table.ts'
import { emPass, type Pass } from './em.ts'
import { countCodes, mFrom, noCounts, uFrom, usualM, type Estimate, type Probabilities } from './estimate.ts'
import { rowFrequencies } from './frequencies.ts'
import { patternsOf, type Patterns } from './patterns.ts'
import type { Sample } from './sample.ts'

/** Fields on which more random pairs agree than this cannot anchor a pass: nearly all pairs of it would be strangers. */
const MOST_COMMON_ANCHOR = 0.05
const FEWEST_MATCHES = 5
/** m, prior and the correction of u each need the others. */
const ROUNDS = 3
/** A subtraction may not leave less than this share of what was counted: it would be a guess. */
const LEAST_KEPT = 0.02
const LEAST_U = 1e-7

/**
 * What can be learned without knowing any pair: u from random pairs; m from passes, each over the pairs that agree on
 * two fields; the prior from the passes.
 *
 * @param random codes of random pairs
 */
export function firstEstimate(table: Table, random: Uint8Array, sample: Sample): Estimate {
  const names = allCodeNames(table)
  const counted = uFrom(names, countCodes(random, names))
  const patterns = patternsOf(sample.codes, names.length)
  let u: Probabilities = counted
  let m: Probabilities = usualM(names)
  let prior = 0
  for (let round = 0; round < ROUNDS; round++) {
    const passes = runPasses(names, patterns, u)
    m = mFrom(names, sumOf(passes, noCounts(names)))
    prior = priorFrom(passes, m, table, sample.scale)
    u = withoutMatches(counted, m, prior)
  }
  return { m, u, prior, frequencies: table.columns.map(rowFrequencies) }
}

/** Random pairs hold some of one person, and where values are rare those are most of the agreements. */
export function withoutMatches(counted: Probabilities, m: Probabilities, prior: number): Float64Array[] {
  return counted.map((column, field) => {
    const rest = column.map((share, code) =>
      code === MISSING ? 0 : Math.max(share * LEAST_KEPT, LEAST_U, (share - prior * m[field]![code]!) / (1 - prior)),
    )
    const total = rest.reduce((sum, share) => sum + share, 0)
    return rest.map((share) => share / total)
  })
}

function runPasses(names: readonly string[][], patterns: Patterns, u: Probabilities): Pass[] {
  const anchors = names.map((_codes, field) => field).filter((field) => u[field]![EXACT]! <= MOST_COMMON_ANCHOR)
  const couples = anchors.flatMap((a, i) => anchors.slice(i + 1).map((b) => [a, b]))
  return couples
    .map((couple) => emPass(names, patterns, couple, u))
    .filter((pass) => pass !== null && pass.matches > FEWEST_MATCHES) as Pass[]
}

function sumOf(passes: readonly Pass[], sums: Float64Array[]): Float64Array[] {
  for (const { counts } of passes)
    counts.forEach((column, field) => column.forEach((count, code) => (sums[field]![code]! += count)))
  return sums
}

/** The middle of the passes' answers: how many pairs of one person there must be for so many to agree on the anchors. */
function priorFrom(passes: readonly Pass[], m: Probabilities, table: Table, scale: number): number {
  const known = table.columns.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0) / table.rows)
  const answers = passes
    .map(({ anchors, matches }) => {
      const reach = anchors.reduce((product, field) => product * m[field]![EXACT]! * known[field]! ** 2, 1)
      return (matches * scale) / Math.max(reach, 1e-3)
    })
    .sort((a, b) => a - b)
  return boundedPrior((answers[Math.floor(answers.length / 2)] ?? 1) / totalPairs(table), table)
}

/** No prior is certain: at least half a pair in all, at most a tenth of the pairs. */
export function boundedPrior(prior: number, table: Table): number {
  const least = 0.5 / Math.max(1, totalPairs(table))
  return Number.isFinite(prior) ? Math.min(0.1, Math.max(Math.min(least, 0.1), prior)) : 0.1
}
