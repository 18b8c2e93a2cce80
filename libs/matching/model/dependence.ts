import { EXACT, MISSING } from '../compare/level-cache.ts'
import type { PairComparer } from '../compare/pair-comparer.ts'
import type { Table } from '../fields/table.ts'
import { AgreeingPairs } from './agreeing-pairs.ts'
import { noCounts, uFrom, type CodeNames, type Dependence, type Estimate, type Probabilities } from './estimate.ts'
import type { Random } from './random.ts'

/** Pairs drawn for each field that others may lean on. */
const PAIRS_DRAWN = 20_000
/** A field leans on another only if that tells so many bits about it, on average over pairs that agree on it. */
const FEWEST_BITS = 0.05
/** Where more of the agreeing pairs are of one person than this, strangers who agree cannot be told from them. */
const MOST_MATCHES = 0.02

/**
 * Codes of strangers who agree, counted once however often the rest of the estimate changes.
 *
 * Source: tree-augmented naive Bayes (Friedman, Geiger and Goldszmidt 1997), with strangers who agree drawn on purpose.
 */
export class Strangers {
  private readonly table: Table
  private readonly comparer: PairComparer
  private readonly names: CodeNames
  private readonly random: Random
  private readonly people: Uint32Array | undefined
  private readonly drawn = new Map<number, Float64Array[] | null>()

  /** @param people cluster of each row, whose pairs are left out, when there are clusters */
  constructor(table: Table, comparer: PairComparer, names: CodeNames, random: Random, people?: Uint32Array) {
    this.table = table
    this.comparer = comparer
    this.names = names
    this.random = random
    this.people = people
  }

  /** Which fields go together, given the rest of the estimate. */
  dependence({ m, u, prior }: Pick<Estimate, 'm' | 'u' | 'prior'>): Dependence {
    const given = u.map((shares, field) => {
      const matches = (prior * m[field]![EXACT]!) / (shares[EXACT]! + prior * m[field]![EXACT]!)
      const counts = matches > MOST_MATCHES ? null : this.countsFor(field)
      return counts && withoutMatches(uFrom(this.names, counts), m, this.people ? 0 : matches, u)
    })
    const coarser = coarseness(this.comparer.groups, u)
    const parents = u.map((shares, field) => parentOf(shares, field, given, coarser))
    return { parents, uGiven: u.map((shares, field) => given[parents[field]!]?.[field] ?? shares) }
  }

  private countsFor(field: number): Float64Array[] | null {
    const known = this.drawn.get(field)
    if (known !== undefined) return known
    const agreeing = new AgreeingPairs(this.table, this.table.columns[field]!)
    const counts = agreeing.count < PAIRS_DRAWN ? null : this.count(agreeing)
    this.drawn.set(field, counts)
    return counts
  }

  private count(agreeing: AgreeingPairs): Float64Array[] {
    const counts = noCounts(this.names)
    const codes = new Uint8Array(this.comparer.width)
    for (let i = 0; i < PAIRS_DRAWN; i++) {
      const [left, right] = agreeing.draw(this.random)
      if (left === right || (this.people && this.people[left] === this.people[right])) continue
      this.comparer.compare(left, right, codes, 0)
      codes.forEach((code, field) => counts[field]![code]!++)
    }
    return counts
  }
}

type IsCoarser = (a: number, b: number) => boolean

/** A field is coarser the more strangers agree on it; fields that are compared together stand together. */
function coarseness(groups: readonly (readonly number[])[], u: Probabilities): IsCoarser {
  const exact = (field: number): number => u[field]![EXACT]!
  const group = (field: number): readonly number[] => groups.find((one) => one.includes(field))!
  const rank = (field: number): number => Math.max(...group(field).map(exact))
  return (a, b) => (group(a) === group(b) ? exact(a) > exact(b) : rank(a) > rank(b))
}

/** The coarser field that tells most about this one. */
function parentOf(
  ordinary: Float64Array,
  field: number,
  drawn: readonly (Probabilities | null)[],
  isCoarser: IsCoarser,
): number {
  let best = -1
  let most = FEWEST_BITS
  drawn.forEach((given, parent) => {
    if (!given || parent === field || !isCoarser(parent, field)) return
    const told = bitsTold(given[field]!, ordinary)
    if (told > most) [best, most] = [parent, told]
  })
  return best
}

/** Kullback-Leibler divergence. */
function bitsTold(given: Float64Array, ordinary: Float64Array): number {
  return given.reduce((sum, p, code) => (code === MISSING ? sum : sum + p * Math.log2(p / ordinary[code]!)), 0)
}

/** Never below the ordinary share: agreement on one field does not make agreement on another rarer. */
function withoutMatches(counted: Probabilities, m: Probabilities, matches: number, u: Probabilities): Float64Array[] {
  return counted.map((column, field) => {
    const rest = column.map((share, code) => {
      if (code === MISSING) return 0
      const left = (share - matches * m[field]![code]!) / (1 - matches)
      return code === EXACT ? Math.max(left, u[field]![code]!) : Math.max(left, u[field]![code]! / 4)
    })
    const total = rest.reduce((sum, share) => sum + share, 0)
    return rest.map((share) => share / total)
  })
}
