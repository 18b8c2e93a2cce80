import { foldName, plainly } from '@contactpoint/text'

/** Words of plain letters and digits with one space between, which need no folding. */
const PLAIN = /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/
const NOT_IN_A_WORD = /[^\p{L}\p{N}\p{M}]+/u

/** More words than any name or address has; bounds what one odd row can cost. */
const MOST_WORDS = 24

/**
 * The words of a text, each normalised (`a-z 0-9`), in order, at most 24: `Anne-Marie O’Brien` gives `anne`, `marie`,
 * `obrien`. Empty for a text without letters and digits.
 */
export function wordsOf(text: string): string[] {
  const small = text.toLowerCase()
  if (PLAIN.test(small)) return small === '' ? [] : small.split(' ', MOST_WORDS)
  return plainly(text)
    .split(NOT_IN_A_WORD)
    .map((word) => (word === '' ? '' : foldName(word)))
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
}

/** The items in the order of the alphabet, joined by a space: the same for the same words in any order. */
export function sortedText(words: readonly string[]): string {
  return [...words].sort().join(' ')
}
