import type { Weighed } from '../score/scored-pairs.ts'
import type { Contradiction } from '../score/contradictions.ts'
import { StrongPairs } from './strong-pairs.ts'

/** What the engine asks of two rows when clusters meet. */
export interface PairJudge {
  /** Bits; anything below `least` may be answered with minus infinity. */
  weigh(left: number, right: number, least: number): number
  /** The rule against joining them, or null. */
  contradiction(left: number, right: number): Contradiction | null
  /** True when the two say the same in every field: what a rule says of one, it says of the other. */
  areAlike(left: number, right: number): boolean
}

/** True when a rule says so, whatever the other rows say. */
export function areTwo(judge: PairJudge, left: number, right: number): boolean {
  return judge.contradiction(left, right)?.isFinal === true
}

/** What a person has decided about two rows: binding, whatever the evidence. */
export interface HumanDecision {
  readonly left: number
  readonly right: number
  readonly same: boolean
}

/** One pair's evidence counts within these bounds, in bits, so that no single pair can carry or sink a cluster. */
const LEAST = -15
const MOST = 25
/** Of a large cluster so many rows, evenly chosen, speak for it. */
const SPEAKERS = 8
/** So many that differ in what they say are asked whether a rule stands against it; hardly any cluster has more. */
export const MOST_ASKED = 300
/** Two candidates whose evidence differs by fewer bits (odds of eight to one) cannot be told apart by a machine. */
export const MARGIN = 3
/** A second pass joins clusters which have grown alike since they were compared. */
const PASSES = 2

/**
 * Clusters rows by average linkage: pairs are taken from the strongest down, and two clusters are joined when the mean
 * evidence over pairs across them reaches `join` and no pair across them is contradicted. One strong pair between two
 * people therefore joins them only if the others agree, which connected components would not ask. A row that is nearly
 * as likely somebody else, of whom a rule says that they are two people, is joined with neither: an
 * Ella beside two of that name and birth date with a number each.
 *
 * What a person decided comes first: `same` joins whatever the evidence, `different` keeps apart.
 */
export class Agglomeration {
  private readonly parents: Uint32Array
  private readonly members: Map<number, readonly number[]> = new Map()
  /** Of clusters with several rows: one row of each that says something of its own. */
  private readonly voices: Map<number, readonly number[]> = new Map()
  private readonly apart: ReadonlyMap<number, readonly number[]>
  private readonly refused = new Map<number, number>()
  private readonly joinedByPeople: ReadonlySet<number>
  private readonly rows: number
  private readonly judge: PairJudge
  private readonly join: number

  constructor(rows: number, judge: PairJudge, join: number, decisions: readonly HumanDecision[] = []) {
    this.rows = rows
    this.judge = judge
    this.join = join
    this.parents = Uint32Array.from({ length: rows }, (_, row) => row)
    this.apart = partners(decisions.filter(({ same }) => !same))
    const joined = decisions.filter(({ same }) => same)
    for (const { left, right } of joined) this.unite(this.clusterOf(left), this.clusterOf(right))
    this.joinedByPeople = new Set(joined.flatMap(({ left, right }) => [left, right]))
  }

  /** For each row the lowest row of its cluster. */
  run(pairs: Weighed): Uint32Array {
    const order = strongestFirst(pairs, this.join)
    const strong = new StrongPairs(this.rows, pairs, order)
    for (let pass = 0; pass < PASSES; pass++) {
      let joined = 0
      for (const i of order) {
        const [left, right, weight] = [pairs.left[i]!, pairs.right[i]!, pairs.weight[i]!]
        const [a, b] = [this.clusterOf(left), this.clusterOf(right)]
        if (a === b || !this.mayJoin(a, b)) continue
        if (this.isTorn(strong, left, right, weight) || this.isTorn(strong, right, left, weight)) continue
        this.unite(a, b)
        joined++
      }
      if (joined === 0) break
    }
    return this.lowestRows()
  }

  private mayJoin(a: number, b: number): boolean {
    const [ofA, ofB] = [this.rowsOf(a), this.rowsOf(b)]
    const key = Math.min(a, b) * this.rows + Math.max(a, b)
    const sizes = ofA.length * this.rows + ofB.length
    if (this.refused.get(key) === sizes) return false
    const isAllowed =
      this.meanEvidence(ofA, ofB) >= this.join && !this.areKeptApart(ofA, ofB) && !this.isContradicted(a, b)
    if (!isAllowed) this.refused.set(key, sizes)
    return isAllowed
  }

  private meanEvidence(a: readonly number[], b: readonly number[]): number {
    let sum = 0
    let pairs = 0
    for (const left of this.witnesses(a))
      for (const right of this.witnesses(b)) {
        sum += this.bestEvidence(left, right)
        pairs++
      }
    return sum / pairs
  }

  /**
   * A cluster in which people have joined rows is one witness, who says what the most agreeing row says: that its rows
   * differ was known when they were joined, and does not count against a copy of one of them.
   */
  private witnesses(rows: readonly number[]): readonly (readonly number[])[] {
    if (rows.some((row) => this.joinedByPeople.has(row))) return [rows]
    return speakers(rows, SPEAKERS).map((row) => [row])
  }

  private bestEvidence(a: readonly number[], b: readonly number[]): number {
    let best = LEAST
    for (const left of a)
      for (const right of b) {
        const [low, high] = left < right ? [left, right] : [right, left]
        best = Math.max(best, this.judge.weigh(low, high, LEAST))
      }
    return Math.min(MOST, best)
  }

  private areKeptApart(a: readonly number[], b: readonly number[]): boolean {
    return a.some((row) => this.apart.get(row)?.some((other) => b.includes(other)))
  }

  private isContradicted(a: number, b: number): boolean {
    const others = speakers(this.voicesOf(b), MOST_ASKED)
    return speakers(this.voicesOf(a), MOST_ASKED).some((left) =>
      others.some((right) => areTwo(this.judge, left, right)),
    )
  }

  /** True when the row may as well be somebody who is not of the other's cluster, and may not be. */
  private isTorn(strong: StrongPairs, row: number, other: number, weight: number): boolean {
    const [own, wanted] = [this.clusterOf(row), this.clusterOf(other)]
    for (const rival of strong.of(row, weight - MARGIN)) {
      const cluster = this.clusterOf(rival)
      if (cluster === own || cluster === wanted || strong.areStrong(rival, other)) continue
      if (this.isContradicted(cluster, wanted)) return true
    }
    return false
  }

  private clusterOf(row: number): number {
    let at = row
    while (this.parents[at] !== at) {
      this.parents[at] = this.parents[this.parents[at]!]!
      at = this.parents[at]!
    }
    return at
  }

  private rowsOf(cluster: number): readonly number[] {
    return this.members.get(cluster) ?? [cluster]
  }

  private voicesOf(cluster: number): readonly number[] {
    return this.voices.get(cluster) ?? [cluster]
  }

  private unite(a: number, b: number): void {
    if (a === b) return
    const known = this.voicesOf(a)
    const voices = [...known, ...this.voicesOf(b).filter((row) => !known.some((one) => this.judge.areAlike(one, row)))]
    const all = [...this.rowsOf(a), ...this.rowsOf(b)]
    const [kept, gone] = this.rowsOf(a).length >= this.rowsOf(b).length ? [a, b] : [b, a]
    this.parents[gone] = kept
    this.members.delete(gone)
    this.members.set(kept, all)
    this.voices.delete(gone)
    this.voices.set(kept, voices)
  }

  private lowestRows(): Uint32Array {
    const lowest = new Map<number, number>()
    return this.parents.map((_parent, row) => {
      const cluster = this.clusterOf(row)
      const known = lowest.get(cluster)
      if (known === undefined) lowest.set(cluster, row)
      return known ?? row
    })
  }
}

function strongestFirst({ weight }: Weighed, least: number): Uint32Array {
  const strong = new Uint32Array(weight.length)
  let count = 0
  for (let i = 0; i < weight.length; i++) if (weight[i]! >= least) strong[count++] = i
  return strong.subarray(0, count).sort((a, b) => weight[b]! - weight[a]! || a - b)
}

function speakers(rows: readonly number[], most: number): readonly number[] {
  if (rows.length <= most) return rows
  return Array.from({ length: most }, (_, i) => rows[Math.floor((i * rows.length) / most)]!)
}

function partners(decisions: readonly HumanDecision[]): Map<number, number[]> {
  const found = new Map<number, number[]>()
  const add = (row: number, other: number): void => void found.set(row, [...(found.get(row) ?? []), other])
  for (const { left, right } of decisions) {
    add(left, right)
    add(right, left)
  }
  return found
}
