import type { Comparator } from './comparator.ts'
import { isNearName, soundKeys } from './given-name.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { phoneticKey } from './phonetic.ts'
import { saysNothing } from './placeholders.ts'
import { wordsOf } from './words.ts'

/** A place or a short text, ready to be compared. */
export interface Place {
  /** Words joined by a space. */
  readonly text: string
  /** Without the space. */
  readonly whole: string
  /** Each once: with a word twice, which of two values is the shorter one would depend on who asks. */
  readonly words: readonly string[]
  readonly sound: string
}

const LEVELS = ['exact', 'near', 'part', 'similar', 'different'] as const
const [EXACT, NEAR, PART, SIMILAR, DIFFERENT] = [0, 1, 2, 3, 4] as const
const SIMILAR_FROM = 0.82
const LONGEST = 120
const SHORTEST_SOUND = 3

/**
 * Localities, places of birth and short texts. `near`: one slip of the pen; `part`: all words of the shorter one are in
 * the longer; `similar`: sounds or looks alike.
 */
export const place: Comparator<Place> = {
  levels: LEVELS,
  prepare: preparePlace,
  isExactLoosely: true,
  canonical: (value) => value.text,
  compare: comparePlaces,
  blockingKeys: [
    { name: 'exact', of: (value) => [value.whole] },
    { name: 'sound', of: (value) => soundKeys(phoneticKey(value.words[0]!)) },
  ],
}

function preparePlace(text: string): Place | null {
  const words = wordsOf(text)
  if (saysNothing(words)) return null
  const whole = words.join('').slice(0, LONGEST)
  return { text: words.join(' '), whole, words: [...new Set(words)], sound: phoneticKey(whole) }
}

function comparePlaces(a: Place, b: Place): number {
  if (a.text === b.text || a.whole === b.whole) return EXACT
  const likeness = jaroWinkler(a.whole, b.whole, SIMILAR_FROM)
  if (isNearName(a.whole, b.whole, likeness)) return NEAR
  const [shorter, longer] = a.words.length <= b.words.length ? [a.words, b.words] : [b.words, a.words]
  if (isWithin(shorter, longer)) return PART
  if (a.sound.length >= SHORTEST_SOUND && a.sound === b.sound) return SIMILAR
  return likeness >= SIMILAR_FROM ? SIMILAR : DIFFERENT
}

function isWithin(shorter: readonly string[], longer: readonly string[]): boolean {
  for (const word of shorter) if (!longer.includes(word)) return false
  return true
}
