import type { OverrideCase } from '@contactpoint/contracts'

/** What presses most comes first: what suspends a person, what is escalated, then what was really shown; of each, what waits longest. */
export function urgentFirst(cases: readonly OverrideCase[]): OverrideCase[] {
  return cases.toSorted((one, other) => urgencyOf(other) - urgencyOf(one) || one.openedAt.localeCompare(other.openedAt))
}

function urgencyOf({ state, isSuspending, isEscalated, step }: OverrideCase): number {
  if (state !== 'open') return 0
  const wasShown = step === 'shown' || step === 'ended'
  return (isSuspending ? 4 : 0) + (isEscalated ? 2 : 0) + (wasShown ? 1 : 0)
}
