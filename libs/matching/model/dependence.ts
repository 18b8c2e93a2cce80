import { EXACT, MISSING } from '../compare/level-cache.ts'
import type { PairComparer } from '../compare/pair-comparer.ts'
import { isOneList, type Column, type Table } from '../fields/table.ts'
import { countCodes, noCounts, uFrom, type CodeNames, type Probabilities } from './estimate.ts'
import type { Random } from './random.ts'

/**
 * Which fields go together among different people: a postcode with its town, a given name with a gender, an address with
 * a family name. Each field leans on one other at most, a coarser one, and its u-probabilities are then counted anew
 * among pairs that agree on that. Two fields that say one thing are so counted once.
 *
 * Source: tree-augmented naive Bayes (Friedman, Geiger and Goldszmidt 1997), with strangers who agree drawn on purpose.
 */
export interface Dependence {
  /** For each field the field it leans on, or -1. */
  readonly parents: readonly number[]
  /** u-probabilities when the parent agrees exactly; the ordinary ones where there is no parent. */
  readonly uGiven: Probabilities
}

/** Pairs drawn for each field that others may lean on. */
const PAIRS_DRAWN = 20_000
/** A field leans on another only if that tells so many bits about it, on average over pairs that agree on it. */
const FEWEST_BITS = 0.05
/** Where more of the agreeing pairs are of one person than this, strangers who agree cannot be told from them. */
const MOST_MATCHES = 0.02

export function independent(u: Probabilities): Dependence {
  return { parents: u.map(() => -1), uGiven: u }
}

/**
 * @param people cluster of each row, whose pairs are left out, when there are clusters
 */
export function dependenceOf(
  table: Table,
  comparer: PairComparer,
  names: CodeNames,
  { m, u, prior }: { readonly m: Probabilities; readonly u: Probabilities; readonly prior: number },
  random: Random,
  people?: Uint32Array,
): Dependence {
  const drawn = u.map((shares, field) => {
    const matches = (prior * m[field]![EXACT]!) / (shares[EXACT]! + prior * m[field]![EXACT]!)
    if (matches > MOST_MATCHES) return null
    const counts = countAgreeing(table, comparer, names, field, random, people)
    return counts && withoutMatches(uFrom(names, counts), m, people ? 0 : matches, u)
  })
  const coarser = coarseness(comparer.groups, u)
  const parents = u.map((shares, field) => parentOf(shares, field, drawn, coarser))
  return { parents, uGiven: u.map((shares, field) => drawn[parents[field]!]?.[field] ?? shares) }
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

/** Codes of pairs that agree on the field, drawn as often as they are among all pairs; null when nobody agrees. */
function countAgreeing(
  table: Table,
  comparer: PairComparer,
  names: CodeNames,
  field: number,
  random: Random,
  people: Uint32Array | undefined,
): Float64Array[] | null {
  const agreeing = new AgreeingPairs(table, table.columns[field]!)
  if (agreeing.count < PAIRS_DRAWN) return null
  const codes = new Uint8Array(comparer.width)
  const counts = noCounts(names)
  for (let i = 0; i < PAIRS_DRAWN; i++) {
    const [left, right] = agreeing.draw(random)
    if (left === right || (people && people[left] === people[right])) continue
    comparer.compare(left, right, codes, 0)
    countCodes(codes, names).forEach((column, f) => column.forEach((n, code) => (counts[f]![code]! += n)))
  }
  return counts
}

/** Draws pairs of rows with the same value, all such pairs being as likely. */
class AgreeingPairs {
  /** How many such pairs there are. */
  readonly count: number
  private readonly rows: Uint32Array
  private readonly starts: Uint32Array
  private readonly middles: Uint32Array
  private readonly ends: Uint32Array
  private readonly upTo: Float64Array
  private readonly oneList: boolean

  constructor(table: Table, { ids, texts }: Column) {
    this.oneList = isOneList(table)
    this.starts = new Uint32Array(texts.length)
    this.ends = new Uint32Array(texts.length)
    this.middles = new Uint32Array(texts.length)
    const sizes = new Uint32Array(texts.length)
    for (const id of ids) sizes[id]!++
    for (let value = 1, at = 0; value < texts.length; value++) {
      this.starts[value] = at
      this.ends[value] = at
      at += sizes[value]!
    }
    this.rows = new Uint32Array(ids.length)
    ids.forEach((id, row) => {
      if (id === 0) return
      if (row < table.leftRows) this.middles[id]!++
      this.rows[this.ends[id]!++] = row
    })
    this.upTo = new Float64Array(texts.length)
    for (let value = 1; value < texts.length; value++) this.upTo[value] = this.upTo[value - 1]! + this.pairsOf(value)
    this.count = this.upTo[texts.length - 1] ?? 0
  }

  /** Left and right may be the same row now and then, where there is one list. */
  draw(random: Random): [left: number, right: number] {
    const value = this.valueAt(random.share() * this.count)
    const start = this.starts[value]!
    const size = this.ends[value]! - start
    const lefts = this.middles[value]!
    const left = this.rows[start + random.below(this.oneList ? size : lefts)]!
    const right = this.rows[start + (this.oneList ? random.below(size) : lefts + random.below(size - lefts))]!
    return left < right ? [left, right] : [right, left]
  }

  private pairsOf(value: number): number {
    const size = this.ends[value]! - this.starts[value]!
    return this.oneList ? (size * (size - 1)) / 2 : this.middles[value]! * (size - this.middles[value]!)
  }

  private valueAt(place: number): number {
    let low = 1
    let high = this.upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.upTo[middle]! > place) high = middle
      else low = middle + 1
    }
    return low
  }
}
