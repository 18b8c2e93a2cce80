import type { Weighed } from '../score/scored-pairs.ts'
import { areTwo, MARGIN, MOST_ASKED, type HumanDecision, type PairJudge } from './agglomerate.ts'
import { pairKey } from './pair-key.ts'

/** What linking two lists came to, as row numbers. */
export interface Links {
  readonly links: readonly Link[]
  /** Pairs that may be one person, but a second record may be too, nearly as likely. */
  readonly undecided: readonly Link[]
}

export interface Link {
  readonly left: number
  readonly right: number
}

/**
 * Gives each right row one left row at most: its best, when that reaches `join` and no other left row comes near it.
 * Another that is the same person by the same evidence is no rival. Right rows which a rule keeps apart cannot both be
 * of one left row: a person decides which of them is. What a person decided comes first.
 */
export function bestLinks(
  pairs: Weighed,
  judge: PairJudge,
  join: number,
  decisions: readonly HumanDecision[] = [],
): Links {
  const decided = new Decided(decisions)
  const links: Link[] = []
  const undecided: Link[] = []
  for (const [right, found] of byRight(pairs, join)) {
    if (decided.hasPartner(right)) continue
    const [best, ...rivals] = found.filter(({ left }) => decided.mayBeSame(left, right))
    if (!best) continue
    const near = rivals.filter(
      ({ weight, left }) => best.weight - weight < MARGIN && !isSame(judge, left, best.left, join),
    )
    if (near.length === 0) links.push({ left: best.left, right })
    else undecided.push(...[best, ...near].map(({ left }) => ({ left, right })))
  }
  const doubtful = contradicted([...decided.same, ...links], judge)
  const sure = links.filter((link) => !doubtful.has(link))
  return {
    links: inOrder([...decided.same, ...sure]),
    undecided: [...undecided, ...links.filter((link) => doubtful.has(link))],
  }
}

/**
 * Gives each row of either list one partner at most, the strongest pairs first. For two lists in which nobody stands
 * twice: a row that has found its partner is no candidate for anybody else. Two pairs of one row which weigh the same
 * are left to a person.
 */
export function oneToOneLinks(pairs: Weighed, join: number, decisions: readonly HumanDecision[] = []): Links {
  const decided = new Decided(decisions)
  const links: Link[] = [...decided.same]
  const undecided: Link[] = []
  const taken = new Set(links.flatMap(({ left, right }) => [left, right]))
  for (const group of equalWeights(pairs, join)) {
    const open = group.filter(
      ({ left, right }) => !taken.has(left) && !taken.has(right) && decided.mayBeSame(left, right),
    )
    const uses = Map.groupBy(
      open.flatMap(({ left, right }) => [left, right]),
      (row) => row,
    )
    for (const link of open) {
      const isTied = uses.get(link.left)!.length > 1 || uses.get(link.right)!.length > 1
      ;(isTied ? undecided : links).push({ left: link.left, right: link.right })
      taken.add(link.left).add(link.right)
    }
  }
  return { links: inOrder(links), undecided }
}

/** By left row, then right row. */
export function inOrder(links: readonly Link[]): Link[] {
  return links.toSorted((a, b) => a.left - b.left || a.right - b.right)
}

/** The links of left rows to right rows of which a rule says that they are two people. */
function contradicted(links: readonly Link[], judge: PairJudge): Set<Link> {
  const found = new Set<Link>()
  for (const ofOne of Map.groupBy(links, ({ left }) => left).values()) {
    const voices: Link[] = []
    const isVoiced = ({ right }: Link): boolean => voices.some((voice) => judge.areAlike(voice.right, right))
    for (const link of ofOne) if (voices.length < MOST_ASKED && !isVoiced(link)) voices.push(link)
    const isDoubted = (one: Link): boolean =>
      voices.some((other) => other !== one && areTwo(judge, one.right, other.right))
    const doubtful = voices.filter(isDoubted)
    for (const link of ofOne) if (doubtful.some(({ right }) => judge.areAlike(right, link.right))) found.add(link)
  }
  return found
}

interface Found {
  readonly left: number
  readonly weight: number
}

/** The pairs that reach `join`, by right row, the strongest first. */
function byRight({ left, right, weight }: Weighed, join: number): Map<number, Found[]> {
  const found = new Map<number, Found[]>()
  for (let i = 0; i < left.length; i++) {
    if (weight[i]! < join) continue
    const one = { left: left[i]!, weight: weight[i]! }
    const known = found.get(right[i]!)
    if (known) known.push(one)
    else found.set(right[i]!, [one])
  }
  for (const list of found.values()) list.sort((a, b) => b.weight - a.weight || a.left - b.left)
  return found
}

function* equalWeights({ left, right, weight }: Weighed, join: number): Generator<Link[]> {
  const order = [...weight.keys()].filter((i) => weight[i]! >= join).sort((a, b) => weight[b]! - weight[a]! || a - b)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && weight[order[to]!] === weight[order[from]!]) to++
    yield order.slice(from, to).map((i) => ({ left: left[i]!, right: right[i]! }))
    from = to
  }
}

function isSame(judge: PairJudge, a: number, b: number, join: number): boolean {
  return judge.weigh(Math.min(a, b), Math.max(a, b), join) >= join
}

/** What people have decided, for looking up; they may name either row first. */
class Decided {
  readonly same: readonly Link[]
  private readonly partners: ReadonlySet<number>
  private readonly apart: ReadonlySet<string>

  constructor(decisions: readonly HumanDecision[]) {
    const links = (same: boolean): Link[] =>
      decisions
        .filter((decision) => decision.same === same)
        .map(({ left, right }) => ({ left: Math.min(left, right), right: Math.max(left, right) }))
    this.same = links(true)
    this.partners = new Set(this.same.map(({ right }) => right))
    this.apart = new Set(links(false).map(({ left, right }) => pairKey(left, right)))
  }

  hasPartner(right: number): boolean {
    return this.partners.has(right)
  }

  mayBeSame(left: number, right: number): boolean {
    return !this.apart.has(pairKey(left, right))
  }
}
