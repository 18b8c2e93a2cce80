import type { MatchSettings } from '../engine/settings.ts'
import type { ContradictionReason } from '../score/contradictions.ts'
import type { OpenKind } from '../score/open-kinds.ts'
import type { PairScorer } from '../score/pair-scorer.ts'
import { bitsForOneChild, MOVED_TOGETHER, type KnownTwo } from './hypotheses.ts'
import { isMove, type MovedTogether } from './moved-together.ts'

/** Rules that say "perhaps", and of whom. */
const OPEN: readonly ContradictionReason[] = ['possible-twins', 'possible-siblings', 'name-and-birth-date-only']

/** True where the rule that stands between the two says "perhaps"; among older people none does. */
export function isOpenRule(scorer: PairScorer, left: number, right: number): boolean {
  const reason = scorer.contradiction(left, right)?.reason
  return reason !== undefined && OPEN.includes(reason)
}

/** More pairs between two groups of records are not gone through. */
const MOST_PAIRS = 100

/** Weighs one child against two for records between which a rule stands. */
export class OpenJudge {
  private readonly scorer: PairScorer
  private readonly known: KnownTwo
  private readonly moved: MovedTogether
  private readonly settings: MatchSettings

  constructor(scorer: PairScorer, known: KnownTwo, moved: MovedTogether, settings: MatchSettings) {
    this.scorer = scorer
    this.known = known
    this.moved = moved
    this.settings = settings
  }

  /**
   * Bits for one child, by the weakest of the pairs against which a rule speaks; null where a rule is not to be
   * explained away, or the rows do not agree enough otherwise.
   *
   * @param absence see {@link bitsForOneChild}
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
        least = Math.min(least, this.bitsOf(kind, left, right, absence) + middle)
      }
    const isLikely = sum / (lefts.length * rights.length) >= this.settings.join
    return isLikely && least < Infinity ? least : null
  }

  private bitsOf(kind: OpenKind, left: number, right: number, absence: number): number {
    const bits = bitsForOneChild(kind, this.known, absence)
    return isMove(kind) && this.moved.has(left, right) ? bits + MOVED_TOGETHER : bits
  }
}
