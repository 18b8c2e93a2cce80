import { allCodeNames } from '../compare/codes.ts'
import { EXACT, MISSING } from '../compare/level-cache.ts'
import type { PairComparer } from '../compare/pair-comparer.ts'
import { totalPairs, type Table } from '../fields/table.ts'
import { Strangers } from './dependence.ts'
import { emPass, type Pass, type Chance } from './em.ts'
import {
  bothM,
  countCodes,
  noCounts,
  uFrom,
  usualM,
  type CodeNames,
  type Counts,
  type Estimate,
  type Probabilities,
} from './estimate.ts'
import { rowFrequencies } from './frequencies.ts'
import { patternsOf, type Patterns } from './patterns.ts'
import { Random } from './random.ts'
import { randomPairCodes } from './random-pairs.ts'
import type { Sample } from './sample.ts'

/** Fields on which more random pairs agree than this cannot anchor a pass: nearly all pairs of it would be strangers. */
const MOST_COMMON_ANCHOR = 0.05
const FEWEST_MATCHES = 5
/** Of the trust in the most trusted pass. */
const HEARD = 0.5
/** m, prior and the correction of u each need the others. */
const ROUNDS = 3
/** A subtraction may not leave less than this share of what was counted: it would be a guess. */
const LEAST_KEPT = 0.02
const LEAST_U = 1e-7

/** Nothing is known of the prior at first: as if every second row had a double. */
function priorGuess(table: Table): number {
  return boundedPrior(1 / Math.max(1, table.rows), table)
}

/**
 * What can be learned without knowing any pair: u from random pairs; m from passes, each over the pairs that agree on
 * two fields; the prior from the passes.
 */
export function firstEstimate(
  table: Table,
  comparer: PairComparer,
  sample: Sample,
  settings: { readonly randomPairs: number; readonly seed: number },
): Estimate {
  const names = allCodeNames(table)
  const counted = uFrom(names, countCodes(randomPairCodes(table, comparer, settings), names))
  const patterns = patternsOf(sample.codes, names.length)
  let same = { m: usualM(names), mGiven: usualM(names) }
  let prior = priorGuess(table)
  let u = withoutMatches(counted, same.m, prior)
  const strangers = new Strangers(table, comparer, names, new Random(settings.seed))
  let dependence = strangers.dependence({ m: same.m, u, prior })
  for (let round = 0; round < ROUNDS; round++) {
    const chance = { u, dependence }
    const passes = runPasses(names, patterns, chance).map((pass) => withTrust(pass, table, sample.scale, chance))
    same = bothM(names, sumOf(passes, names))
    prior = priorFrom(passes, same.m, table, sample.scale)
    u = withoutMatches(counted, same.m, prior)
    dependence = strangers.dependence({ m: same.m, u, prior })
  }
  return { ...same, u, dependence, prior, frequencies: table.columns.map((column) => rowFrequencies(column)) }
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

function runPasses(names: CodeNames, patterns: Patterns, chance: Chance): Pass[] {
  const anchors = names.map((_codes, field) => field).filter((field) => chance.u[field]![EXACT]! <= MOST_COMMON_ANCHOR)
  const couples = anchors.flatMap((a, i) => anchors.slice(i + 1).map((b) => [a, b]))
  return couples
    .map((couple) => emPass(names, patterns, couple, chance))
    .filter((pass) => pass !== null && pass.matches > FEWEST_MATCHES) as Pass[]
}

/**
 * Adds up what the passes say of each field. A pass says nothing of its own anchors, and of the others only the most
 * trusted are heard.
 */
function sumOf(passes: readonly TrustedPass[], names: CodeNames): Counts {
  const sums: Counts = { all: noCounts(names), given: noCounts(names) }
  names.forEach((_codes, field) => {
    for (const { counts } of mostTrusted(passes.filter(({ anchors }) => !anchors.includes(field)))) {
      counts.all[field]!.forEach((count, code) => (sums.all[field]![code]! += count))
      counts.given[field]!.forEach((count, code) => (sums.given[field]![code]! += count))
    }
  })
  return sums
}

interface TrustedPass extends Pass {
  /**
   * Pairs of one person as a share of those and of the strangers that agree on the anchors by chance, 0 to 1. Where
   * strangers are many, EM may find two kinds of strangers instead.
   */
  readonly trust: number
}

function withTrust(pass: Pass, table: Table, scale: number, { u, dependence }: Chance): TrustedPass {
  const [a = 0, b = 0] = pass.anchors
  const [coarse, fine] = dependence.parents[a] === b ? [b, a] : [a, b]
  const uFine = (dependence.parents[fine] === coarse ? dependence.uGiven : u)[fine]![EXACT]!
  const strangers = totalPairs(table) * u[coarse]![EXACT]! * uFine
  const matches = pass.matches * scale
  return { ...pass, trust: matches / (matches + strangers) }
}

function mostTrusted(passes: readonly TrustedPass[]): readonly TrustedPass[] {
  const most = Math.max(0, ...passes.map(({ trust }) => trust))
  return passes.filter(({ trust }) => trust >= most * HEARD)
}

/** The middle of the passes' answers: how many pairs of one person there must be for so many to agree on the anchors. */
function priorFrom(passes: readonly TrustedPass[], m: Probabilities, table: Table, scale: number): number {
  const known = table.columns.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0) / table.rows)
  const answers = mostTrusted(passes)
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
