import { nameParts, PREFIX_LETTER } from '@contactpoint/text'
import type { Comparator } from './comparator.ts'
import { isNearName, soundKeys, startKeys } from './given-name.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { consonantsIn, phoneticKey } from './phonetic.ts'
import { saysNothing } from './placeholders.ts'
import { wordsOf } from './words.ts'

/** A family name ready to be compared. */
export interface FamilyName {
  /** Words joined by a space, a prefix before an apostrophe being a word: `o brien`, `smith jones`. */
  readonly text: string
  /** Without the space: `obrien`. */
  readonly whole: string
  /** Words of two letters or more that are not particles; the whole when there is none of them. */
  readonly parts: readonly string[]
  /** What is left without particles, `o` and `mac`: `brien`, `donald`, `hassan`. */
  readonly core: string
  readonly sound: string
}

const SIMILAR_FROM = 0.82
const LEVELS = ['exact', 'near', 'part', 'phonetic', 'similar', 'different'] as const
const [EXACT, NEAR, PART, PHONETIC, SIMILAR, DIFFERENT] = [0, 1, 2, 3, 4, 5] as const

/** Shorter remains are names of their own: Machin is not a son of Hin. */
const MAC = /^ma?c(?=.{4})/

/**
 * Family names. `near`: one slip of the pen, or a particle, Mac or O' more or less; `part`: a half of a double-barrelled
 * name in common, or its halves in the other order; `phonetic`: sounds alike; `similar`: looks alike.
 */
export const familyName: Comparator<FamilyName> = {
  levels: LEVELS,
  prepare: prepareFamilyName,
  isExactLoosely: true,
  canonical: (name) => name.text,
  compare: compareFamilyNames,
  blockingKeys: [
    { name: 'exact', of: (name) => [name.whole] },
    { name: 'part', of: (name) => name.parts },
    { name: 'sound', of: (name) => soundKeys(name.sound) },
    { name: 'start', of: (name) => startKeys(name.whole) },
  ],
}

function prepareFamilyName(text: string): FamilyName | null {
  const words = wordsOf(text.replace(PREFIX_LETTER, '$1$2 '))
  if (saysNothing(words)) return null
  const whole = words.join('')
  const spaced = words.join(' ')
  const found = nameParts(spaced).slice(1)
  const parts = found.length === 0 ? [whole] : found
  const core = parts.join('').replace(MAC, '')
  return { text: spaced, whole, parts, core, sound: phoneticKey(core) }
}

function compareFamilyNames(a: FamilyName, b: FamilyName): number {
  if (a.whole === b.whole) return EXACT
  const likeness = jaroWinkler(a.whole, b.whole, SIMILAR_FROM)
  if (a.core === b.core || isNearName(a.whole, b.whole, likeness)) return NEAR
  if (shareAPart(a.parts, b.parts)) return PART
  if (a.sound === b.sound && consonantsIn(a.sound) >= 2) return PHONETIC
  return likeness >= SIMILAR_FROM ? SIMILAR : DIFFERENT
}

function shareAPart(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 1 && b.length === 1) return false
  for (const part of a) if (b.includes(part)) return true
  return false
}
