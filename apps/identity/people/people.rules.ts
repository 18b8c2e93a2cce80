import type { Preconditions } from './people.schema.ts'

/**
 * Until when a person may use the directory: the first of the three preconditions to lapse (S10, I7).
 *
 * @returns null when one is missing or has lapsed already: deny by default
 */
export function eligibleUntil({ identityCheck, enhancedDisclosure, training }: Preconditions, now: Date): Date | null {
  const dates = [identityCheck, enhancedDisclosure, training]
  if (dates.some((date) => date === null || date <= now)) return null
  return new Date(Math.min(...dates.map((date) => date!.getTime())))
}
