import type { Comparator } from './comparator.ts'
import { saysNothing } from './placeholders.ts'
import { wordsOf } from './words.ts'

const LEVELS = ['exact', 'different'] as const

const GENDERS = new Map<string, string | null>([
  ...['male', 'm', 'boy', 'man', '1', 'masculine'].map((word) => [word, 'male'] as const),
  ...['female', 'f', 'girl', 'woman', '2', 'feminine'].map((word) => [word, 'female'] as const),
  // NHS Data Dictionary, PERSON STATED GENDER CODE: 9 is indeterminate, X not known; 0 is ISO 5218's not known.
  ...['0', '9', 'x', 'u', 'other not known', 'unspecified', 'indeterminate'].map((word) => [word, null] as const),
])

/** One of a few words; case, accents and punctuation do not count. */
export const category: Comparator<string> = {
  levels: LEVELS,
  prepare: prepareCategory,
  canonical: (value) => value,
  compare: (a, b) => (a === b ? 0 : 1),
  blockingKeys: [{ name: 'exact', of: (value) => [value] }],
}

/** `male`, `female` or another word; the codes for not known are missing. */
export const gender: Comparator<string> = {
  ...category,
  prepare: (text) => {
    const value = prepareCategory(text)
    if (value === null) return null
    const known = GENDERS.get(value)
    return known === undefined ? value : known
  },
}

function prepareCategory(text: string): string | null {
  const words = wordsOf(text)
  // None is an answer here: no special need, no religion.
  return saysNothing(words) && words.join(' ') !== 'none' ? null : words.join(' ')
}
