import type { Comparator } from './comparator.ts'
import { areVariants } from '../given-names.ts'
import { isBeginning, isNearName } from './given-name.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { consonantsIn, phoneticKey } from './phonetic.ts'
import { saysNothing } from './placeholders.ts'
import { sortedText, wordsOf } from './words.ts'

/** All of a person's names in one text, ready to be compared. */
export interface FullName {
  /** Words joined by a space, titles left out. */
  readonly text: string
  readonly whole: string
  /** The words in the order of the alphabet. */
  readonly sorted: string
  /** At most eight. */
  readonly words: readonly string[]
  /** How each word sounds. */
  readonly sounds: readonly string[]
}

const LEVELS = ['exact', 'reordered', 'part', 'variant', 'near', 'similar', 'different'] as const
const [EXACT, REORDERED, PART, VARIANT_NAME, NEAR, SIMILAR, DIFFERENT] = [0, 1, 2, 3, 4, 5, 6] as const

/** Words that stand before a name or behind it and are nobody's name. */
const TITLES = new Set('mr mrs ms miss mx dr rev revd prof mstr jr snr esq phd'.split(' '))
/** Titles only at the beginning: there are families called Lord and Masters. */
const LEADING_TITLES = new Set('sir lord lady dame master baron baroness'.split(' '))

const MOST_WORDS = 8
const LONG_WORD = 4
const MOST_KEYED_WORDS = 6
const SIMILAR_WORD_FROM = 0.8
const SIMILAR_FROM = 0.9

/** How well two words agree, for the pairing of words. */
const [NOT_AT_ALL, ALIKE, ABBREVIATED, ONE_SLIP, VARIANT, EQUAL] = [0, 1, 2, 3, 4, 5] as const
const agreements = new Uint8Array(MOST_WORDS * MOST_WORDS)
const pairedInLonger = new Uint8Array(MOST_WORDS)
const pairedInShorter = new Uint8Array(MOST_WORDS)
/** How many words of the shorter name are paired at each agreement. */
const paired = new Uint8Array(EQUAL + 1)

/**
 * Whole names in one text, in any order. `part`: all words of the shorter one, two or more, are in the longer one;
 * `variant`: likewise, a variant of a given name counting as the name; `near`: likewise with a slip of the pen or an
 * initial; `similar`: one word agrees and another is alike.
 */
export const fullName: Comparator<FullName> = {
  levels: LEVELS,
  prepare: prepareFullName,
  isExactLoosely: true,
  canonical: (name) => name.text,
  compare: compareFullNames,
  blockingKeys: [
    { name: 'exact', of: (name) => [name.sorted] },
    { name: 'first-last', of: (name) => (name.words.length > 1 ? [`${name.words[0]} ${name.words.at(-1)}`] : []) },
    { name: 'words', of: (name) => longWords(name).slice(0, MOST_KEYED_WORDS) },
    { name: 'sounds', of: soundsOfWords },
  ],
}

function prepareFullName(text: string): FullName | null {
  const all = wordsOf(text)
  const untitled = all.filter((word) => !TITLES.has(word))
  while (untitled.length > 1 && LEADING_TITLES.has(untitled[0]!)) untitled.shift()
  const words = untitled.slice(0, MOST_WORDS)
  if (saysNothing(words)) return null
  return {
    text: words.join(' '),
    whole: words.join(''),
    sorted: sortedText(words),
    words,
    sounds: words.map(phoneticKey),
  }
}

function longWords(name: FullName): string[] {
  return [...new Set(name.words.filter((word) => word.length >= 3))]
}

function soundsOfWords(name: FullName): string[] {
  const sounds = longWords(name).map(phoneticKey)
  return [...new Set(sounds.filter((sound) => sound.length >= 2))].slice(0, MOST_KEYED_WORDS)
}

function compareFullNames(a: FullName, b: FullName): number {
  if (a.whole === b.whole) return EXACT
  if (a.sorted === b.sorted) return REORDERED
  const [shorter, longer] = a.words.length <= b.words.length ? [a, b] : [b, a]
  pairWords(shorter, longer)
  const wanted = shorter.words.length
  const asOneName = paired[EQUAL]! + paired[VARIANT]!
  if (wanted >= 2 && asOneName === wanted) return paired[VARIANT] === 0 ? PART : VARIANT_NAME
  const nearly = asOneName + paired[ONE_SLIP]!
  if (wanted >= 2 && nearly > 0 && nearly + paired[ABBREVIATED]! === wanted) return NEAR
  return isSimilar(shorter, longer, nearly) ? SIMILAR : DIFFERENT
}

function isSimilar(shorter: FullName, longer: FullName, nearly: number): boolean {
  if (nearly > 0 && nearly + paired[ABBREVIATED]! + paired[ALIKE]! >= 2) return true
  if (shorter.words.length === 1 && nearly > 0 && shorter.whole.length >= LONG_WORD) return true
  return jaroWinkler(shorter.whole, longer.whole, SIMILAR_FROM) >= SIMILAR_FROM
}

/**
 * Pairs words one to one, the best agreements first; the result is in `paired`. Since in each round the first free word
 * takes the first free partner, the pairs are the same whichever name is asked first.
 */
function pairWords(shorter: FullName, longer: FullName): void {
  const columns = longer.words.length
  pairedInShorter.fill(0)
  pairedInLonger.fill(0)
  paired.fill(0)
  for (let i = 0; i < shorter.words.length; i++) {
    for (let j = 0; j < columns; j++) agreements[i * columns + j] = agreementOf(shorter, i, longer, j)
  }
  for (let agreement: number = EQUAL; agreement >= ALIKE; agreement--) {
    for (let i = 0; i < shorter.words.length; i++) {
      for (let j = 0; j < columns && pairedInShorter[i] === 0; j++) {
        if (pairedInLonger[j] === 1 || agreements[i * columns + j] !== agreement) continue
        pairedInShorter[i] = 1
        pairedInLonger[j] = 1
        paired[agreement]!++
      }
    }
  }
}

function agreementOf(a: FullName, i: number, b: FullName, j: number): number {
  const [one, other] = [a.words[i]!, b.words[j]!]
  if (one === other) return EQUAL
  if (areVariants(one, other)) return VARIANT
  const likeness = jaroWinkler(one, other, SIMILAR_WORD_FROM)
  if (isNearName(one, other, likeness)) return ONE_SLIP
  if (isBeginning(one, other)) return ABBREVIATED
  if (a.sounds[i] === b.sounds[j] && consonantsIn(a.sounds[i]!) >= 2) return ALIKE
  return likeness >= SIMILAR_WORD_FROM ? ALIKE : NOT_AT_ALL
}
