import type { MatchSettings } from '../engine/settings.ts'
import type { ContradictionReason } from '../score/contradictions.ts'
import type { OpenKind } from '../score/open-kinds.ts'
import type { PairScorer } from '../score/pair-scorer.ts'
import { bitsForOneChild, MOVED_TOGETHER, type KnownTwo } from './hypotheses.ts'
import { isMove, type MovedTogether } from './moved-together.ts'
import type { Namesakes } from './namesakes.ts'

/** Rules that say "perhaps", and of whom. */
const OPEN: readonly ContradictionReason[] = ['possible-twins', 'possible-siblings', 'name-and-birth-date-only']

/** True where the rule that stands between the two says "perhaps"; among older people none does. */
export function isOpenRule(scorer: PairScorer, left: number, right: number): boolean {
  const reason = scorer.contradiction(left, right)?.reason
  return reason !== undefined && OPEN.includes(reason)
}

/**
 * Strangers with one given and family name have one middle name more often than others, as those are of one language. Of
 * the bits of its commonness so much is left (counted over 300,000 children of libs/synthetic: .6 of rare ones, .85 of
 * common ones).
 */
const OF_STRANGERS = 0.65

/** More pairs between two groups of records are not gone through. */
const MOST_PAIRS = 100

/** By what is judged. */
interface Grounds {
  readonly scorer: PairScorer
  readonly known: KnownTwo
  readonly moved: MovedTogether
  readonly namesakes: Namesakes
  readonly settings: MatchSettings
}

/** Weighs one child against two for records between which a rule stands. */
export class OpenJudge {
  private readonly scorer: PairScorer
  private readonly known: KnownTwo
  private readonly moved: MovedTogether
  private readonly namesakes: Namesakes
  private readonly settings: MatchSettings

  constructor({ scorer, known, moved, namesakes, settings }: Grounds) {
    this.scorer = scorer
    this.known = known
    this.moved = moved
    this.namesakes = namesakes
    this.settings = settings
  }

  /**
   * Bits for one child, by the weakest of the pairs against which a rule speaks; null where a rule is not to be
   * explained away, or the rows do not agree enough otherwise.
   *
   * @param absence see {@link Circumstances}
   */
  bits(lefts: readonly number[], rights: readonly number[], absence: number): number | null {
    if (lefts.length * rights.length > MOST_PAIRS) return null
    let [least, sum] = [Infinity, 0]
    for (const left of lefts)
      for (const right of rights) {
        const { all, middle } = this.scorer.evidence(left, right)
        if (all < this.settings.split) return null
        sum += all
        const rule = this.scorer.contradiction(left, right)
        if (!rule) continue
        const kind = OPEN.includes(rule.reason) ? this.scorer.kindOf(left, right) : null
        if (kind === null) return null
        const ofMiddle = isMove(kind) ? middle * OF_STRANGERS : middle
        least = Math.min(least, this.bitsOf(kind, left, right, absence) + ofMiddle)
      }
    const isLikely = sum / (lefts.length * rights.length) >= this.settings.join
    return isLikely && least < Infinity ? least : null
  }

  private bitsOf(kind: OpenKind, left: number, right: number, absence: number): number {
    const isTogether = isMove(kind) && this.moved.has(left, right)
    // However common the names: hardly any two who live together have two namesakes who do.
    const strangers = isTogether ? null : this.namesakes.expected(left, right)
    const bits = (of: OpenKind): number => bitsForOneChild(of, this.known, { absence, strangers })
    if (!isTogether) return bits(kind)
    // Who moved with a brother or sister may be their twin, as at one home.
    const ofTwin = kind === 'moved-renamed' ? Math.min(bits('variant'), bits('slip')) : Infinity
    return Math.min(bits(kind) + MOVED_TOGETHER, ofTwin)
  }
}
