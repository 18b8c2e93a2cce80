import { allRoutes } from '@contactpoint/contracts'
import type { Plot } from './plots.ts'
import { isAnsweredLate, isAsked, type Cell } from './questions.ts'

/** Every route by every caller, but for those that are not asked. */
export function cellsOf(callers: readonly string[]): Cell[] {
  return allRoutes()
    .flatMap((route) => callers.map((caller) => ({ route, caller })))
    .filter(isAsked)
}

/**
 * What is asked about each plot, by pair of worlds: of all cells each once at least, and one in every pair. Those that are answered
 * late come in the first pair, where all of them wait together.
 */
export function deal(plots: readonly Plot[], cells: readonly Cell[]): Cell[][][] {
  const dealt = plots.map(({ searches }) => searches.map((): Cell[] => []))
  const hands = dealt[0]!.flatMap((_hand, pair) => dealt.map((ofPlot) => ofPlot[pair]!))
  const steady = hands.filter((_hand, n) => plots[n % plots.length]!.authority !== 'differs')
  const [ofOfficers, others] = [cells.filter(isOfOfficers), cells.filter((cell) => !isOfOfficers(cell))]
  if (steady.length > 0) ofOfficers.forEach((cell, n) => steady[n % steady.length]!.push(cell))
  const [late, prompt] = [others.filter(isAnsweredLate), others.filter((cell) => !isAnsweredLate(cell))]
  const inTurn = [...late, ...prompt]
  inTurn.forEach((cell, n) => hands[n % hands.length]!.push(cell))
  let next = 0
  for (const hand of hands) if (hand.length === 0) hand.push(prompt[next++ % prompt.length]!)
  return dealt
}

/** Officers are told by routes of their own whether the child is theirs, which follows from its school; nobody else is. */
function isOfOfficers({ route }: Cell): boolean {
  const roles = route.asks?.roles ?? []
  return roles.length > 0 && roles.every((role) => role === 'shield-officer' || role === 'cpmt')
}
