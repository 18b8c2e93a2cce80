import type { HumanDecision } from '@contactpoint/matching'

/** What somebody wrote down about two rows. */
export interface WrittenDecision extends HumanDecision {
  readonly line: number
}

/**
 * The line of a decision that others contradict: two rows are different although others, one after another, make them
 * the same. Nothing when all can be true together.
 */
export function contradictedLine(decisions: readonly WrittenDecision[]): number | undefined {
  const parents = new Map<number, number>()
  const groupOf = (row: number): number => {
    let at = row
    for (let parent = parents.get(at); parent !== undefined; parent = parents.get(at)) at = parent
    return at
  }
  for (const { left, right, same } of decisions) {
    const [a, b] = [groupOf(left), groupOf(right)]
    if (same && a !== b) parents.set(Math.max(a, b), Math.min(a, b))
  }
  return decisions.find(({ left, right, same }) => !same && groupOf(left) === groupOf(right))?.line
}

/** What a cell says; nothing while it is empty, and null when it says something else. */
export function decisionOf(cell: string): 'same' | 'different' | undefined | null {
  const word = cell.toLowerCase()
  if (word === '') return undefined
  return word === 'same' || word === 'different' ? word : null
}
