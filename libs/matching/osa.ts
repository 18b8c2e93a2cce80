import { osaWithin } from './fields/bounded-osa.ts'

/**
 * Optimal string alignment distance: the fewest insertions, deletions, substitutions and swaps of two neighbouring
 * letters that turn one text into the other, no letter being edited twice.
 *
 * Works on UTF-16 units; meant for normalised names (`a-z 0-9`), where a unit is a letter.
 * Source: Boytsov, "Indexing methods for approximate dictionary searching" (2011), restricted Damerau-Levenshtein.
 */
export function osaDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let least = Math.min(substitution, last[j]! + 1, row[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, beforeLast[j - 2]! + 1)
      }
      row.push(least)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}

/**
 * True when the texts are equal, or at most one edit (see {@link osaDistance}) apart and both at least `minLength`
 * long: in a short name one edit makes another name.
 */
export function isOneEditApart(a: string, b: string, minLength: number): boolean {
  if (a === b) return true
  return Math.min(a.length, b.length) >= minLength && osaWithin(a, b, 1) <= 1
}
