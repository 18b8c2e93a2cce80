import { bitsIn, lettersOf } from '../fields/jaro-winkler.ts'

/** Looked up once: where a test runs, a global costs as much as a comparison. */
const { abs, min } = Math

/** Slips of the pen by which one name may still be another. */
export const MOST_SLIPS = 2

/**
 * The least Jaro similarity with which a comparator may say `similar`: 0.8 by Winkler, who adds to it for the letters with which
 * both begin, four at most.
 */
const LEAST_JARO = { beginning: 0.66, otherwise: 0.8 }

/** What tells fast of most pairs of names that they do not look alike. */
export interface Outline {
  readonly length: number
  /** One bit a letter that is in it. */
  readonly letters: number
  /** Code of the first letter. */
  readonly first: number
}

export function outlineOf(whole: string): Outline {
  return { length: whole.length, letters: lettersOf(whole), first: whole.charCodeAt(0) }
}

/** False only for names that are more than two slips apart and not similar to the comparators; true for some of those too. */
export function mayLookAlike(a: Outline, b: Outline): boolean {
  const missing = bitsIn(a.letters & ~b.letters)
  const more = bitsIn(b.letters & ~a.letters)
  if (abs(a.length - b.length) <= MOST_SLIPS && missing <= MOST_SLIPS && more <= MOST_SLIPS) return true
  const pairs = min(a.length - missing, b.length - more)
  const jaro = pairs > 0 ? (pairs / a.length + pairs / b.length + 1) / 3 : 0
  return jaro >= (a.first === b.first ? LEAST_JARO.beginning : LEAST_JARO.otherwise)
}

/** False only for names that are more than two slips apart. */
export function mayBeSlips(a: string, b: string): boolean {
  if (abs(a.length - b.length) > MOST_SLIPS) return false
  const [lettersA, lettersB] = [lettersOf(a), lettersOf(b)]
  return bitsIn(lettersA & ~lettersB) <= MOST_SLIPS && bitsIn(lettersB & ~lettersA) <= MOST_SLIPS
}
