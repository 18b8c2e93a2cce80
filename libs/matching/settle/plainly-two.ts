import type { PairScorer } from '../score/pair-scorer.ts'

/** More pairs between two groups of records are not gone through. */
const MOST_PAIRS = 100

/**
 * True when what two groups of records say beside each other leaves nothing to ask: two records are plainly of two people,
 * or the numbers of two conflict, though the two that look alike have none. Of two records alone a conflict of numbers is
 * a question.
 */
export function arePlainlyTwo(scorer: PairScorer, lefts: readonly number[], rights: readonly number[]): boolean {
  const pairs = lefts.length * rights.length
  if (pairs === 1 || pairs > MOST_PAIRS) return false
  return lefts.some((left) =>
    rights.some((right) => {
      const rule = scorer.contradiction(left, right)
      return rule !== null && rule.isFinal && (rule.most < 0 || rule.reason === 'conflicting-identifier')
    }),
  )
}
