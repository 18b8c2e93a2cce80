import { MASKED_BELOW, MOST_PEOPLE, type FigurePeers } from '@contactpoint/contracts'
import { published } from './rows.rules.ts'

/** Who did most of a column: numbers, and how much. Most first. @param volumes by number; 0: did nothing */
export function leading(volumes: Float64Array, most = MOST_PEOPLE): [number, number][] {
  const first: [number, number][] = []
  volumes.forEach((volume, number) => {
    if (volume === 0 || (first.length === most && volume <= first.at(-1)![1])) return
    const place = first.findIndex(([, other]) => other < volume)
    first.splice(place < 0 ? first.length : place, 0, [number, volume])
    if (first.length > most) first.pop()
  })
  return first
}

/** What is usual among people of one role. @param volumes by number, as the reader may know them */
export function peersOf(role: string, volumes: Float64Array, roundedTo: number): FigurePeers {
  const sorted = volumes.filter((volume) => volume > 0).sort()
  const people = sorted.length
  if (people === 0) return { role, people, median: null, ninetyFifth: null }
  // What is usual among four people is about what each of them did; for who sees them all it is no secret.
  if (roundedTo > 1 && people < MASKED_BELOW) return { role, people: null, median: null, ninetyFifth: null }
  return { role, people, median: rank(sorted, 0.5), ninetyFifth: rank(sorted, 0.95) }
}

/** Adds what some people did in a month, as a manager may know it: rounded down, and nothing of who did next to nothing. */
export function addPublished(
  volumes: Float64Array,
  ofMonth: Float64Array,
  own: readonly number[],
  roundedTo: number,
): void {
  for (const number of own) volumes[number]! += published(ofMonth[number]!, roundedTo).count
}

/** The smallest that is no less than this share of all (nearest rank). */
function rank(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!
}
