import anyAscii from 'any-ascii'
import { NAME_CHARACTERS, plainly } from './characters.ts'

/** Words that stand before many family names of one language and so say nothing alone. */
const PARTICLES = new Set(
  (
    'al el ul ur as ad abu ben bin bint binti ibn ap ab mac mc st ' +
    'de da do dos das del della di du des la le les lo van von der den ten ter vander zu zum san'
  ).split(' '),
)

/** Already in the form wanted, as most names are by the time they are compared. */
const FOLDED = /^[a-z0-9]+$/
/** Nothing to fold but capitals, as most names are when they come. */
const PLAIN = /^[A-Za-z0-9]+$/

const SEPARATORS = /[\s-]+/u
const BLANK_ENDS = /^[\t\p{Zs}]+|[\t\p{Zs}]+$/gu

/** A whole name and its parts are this many entries at most, so that one odd row cannot make hundreds of keys. */
const MOST_PARTS = 6

/** In characters, as it is written. */
const LONGEST_NAME = 100

/** Some signs stand for a sentence: no name gets longer than this in plain letters. */
const LONGEST_KEY = 400

/** Fewer letters before a `*` would ask for half a town. */
const FEWEST_BEFORE_STAR = 2

/**
 * A name in the form in which names are compared: any script folded to Latin letters, lower case, nothing but `a-z
 * 0-9`. `O’Brien`, `O Brien` and `OBRIEN` are all `obrien`. Idempotent.
 *
 * A name in a script that cannot be folded becomes its code points (`u12000`): were it empty, everyone with such a name
 * would be equal. A text without any letter or digit becomes the empty text.
 */
export function foldName(text: string): string {
  if (FOLDED.test(text)) return text.slice(0, LONGEST_KEY)
  if (PLAIN.test(text)) return text.toLowerCase().slice(0, LONGEST_KEY)
  const plain = plainly(text)
  const folded = anyAscii(plain)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
  if (folded !== '') return folded.slice(0, LONGEST_KEY)
  const letters = plain.match(/[\p{L}\p{N}]/gu) ?? []
  return letters
    .map((letter) => `u${letter.codePointAt(0)!.toString(16)}`)
    .join('')
    .slice(0, LONGEST_KEY)
}

/**
 * The whole folded name and each of its hyphen- or space-separated parts: `Smith-Jones` gives `smithjones`, `smith`,
 * `jones`. Sources drop or reorder halves of such names. A part of one letter and a particle (`van`, `bin`) are not
 * given alone. The whole comes first; no duplicates; at most six; empty for a text without letters.
 */
export function nameParts(text: string): string[] {
  const whole = foldName(text)
  if (whole === '') return []
  return [...new Set([whole, ...wordsToCompare(text).map(foldName)])].slice(0, MOST_PARTS)
}

/** The parts of {@link nameParts} as they are written, without the whole, which is the only part of a plain name. */
export function wordsToCompare(text: string): string[] {
  const isTelling = (word: string): boolean => {
    const folded = foldName(word)
    return folded.length >= 2 && !PARTICLES.has(folded)
  }
  return plainly(text).split(SEPARATORS).filter(isTelling)
}

/** Every hyphen- or space-separated part of a name, folded, in order. */
export function nameWords(text: string): string[] {
  return plainly(text)
    .split(SEPARATORS)
    .map(foldName)
    .filter((word) => word !== '')
}

/**
 * A name as it is kept: composed letters (NFC), nothing blank at its ends. Null for what is no name: one that is longer
 * than 100 characters, has other characters than names are written with (digits, markup, controls), or in which nothing
 * is left after folding, so that nobody could ever be found by it.
 */
export function toName(text: unknown): string | null {
  if (typeof text !== 'string') return null
  const name = text.replaceAll(BLANK_ENDS, '').normalize('NFC')
  if (name === '' || [...name].length > LONGEST_NAME || !NAME_CHARACTERS.test(name)) return null
  return foldName(name) === '' ? null : name
}

/** True for what {@link toName} takes. */
export function isName(text: unknown): text is string {
  return toName(text) !== null
}

/** What is typed into a box for a name: a name, or with `*` at its end the beginning of one. */
export interface NameCriterion {
  readonly name: string
  readonly isBeginning: boolean
}

/** Null when it is no name, or when fewer than two letters are left before the `*`. */
export function toNameCriterion(text: unknown): NameCriterion | null {
  if (typeof text !== 'string') return null
  const typed = text.replaceAll(BLANK_ENDS, '')
  const isBeginning = typed.endsWith('*')
  const name = toName(isBeginning ? typed.slice(0, -1) : typed)
  if (name === null || (isBeginning && foldName(name).length < FEWEST_BEFORE_STAR)) return null
  return { name, isBeginning }
}
