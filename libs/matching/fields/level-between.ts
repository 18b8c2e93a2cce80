import type { Comparator } from './comparator.ts'

/** The name of the level at which two texts agree; null when one of them says nothing. */
export function levelBetween(comparator: Comparator, a: string, b: string): string | null {
  const [one, other] = [comparator.prepare(a), comparator.prepare(b)]
  return one === null || other === null ? null : comparator.levels[comparator.compare(one, other)]!
}
