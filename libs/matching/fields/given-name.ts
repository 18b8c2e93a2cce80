import { areVariants } from '../given-names.ts'
import { nameParts } from '@contactpoint/text'
import { isOneEditApart } from '../osa.ts'
import { osaWithin } from './bounded-osa.ts'
import type { Comparator } from './comparator.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { phoneticKey } from './phonetic.ts'
import { isUnnamedChild, saysNothing } from './placeholders.ts'
import { wordsOf } from './words.ts'

/** A given name, or all the given names of one person, ready to be compared. */
export interface GivenName {
  /** Words joined by a space: `anne marie`. */
  readonly text: string
  /** Without the space: `annemarie`. */
  readonly whole: string
  /** Words of two letters or more that are not particles; the whole when there is none of them. */
  readonly parts: readonly string[]
  /** First letters of the words, when there are several: `am`. */
  readonly initials: string
  readonly sound: string
}

const SHORTEST_WITH_A_SLIP = 4
const NEAR_FROM = 0.92

const SIMILAR_FROM = 0.8
const SHORTEST_WITH_TWO_SLIPS = 6
const SHORTEST_SHORT_FORM = 3
const LEVELS = ['exact', 'variant', 'near', 'part', 'initial', 'similar', 'different'] as const
const [EXACT, VARIANT, NEAR, PART, INITIAL, SIMILAR, DIFFERENT] = [0, 1, 2, 3, 4, 5, 6] as const

/**
 * Given and middle names. `variant`: another spelling or short form that the reference table knows, also of one of
 * several names; `near`: one slip of the pen; `part`: some of several names; `initial`: a letter or the beginning;
 * `similar`: sounds or looks alike, or has one of several names in common.
 */
export const givenName: Comparator<GivenName> = {
  levels: LEVELS,
  prepare: prepareGivenName,
  isExactLoosely: true,
  canonical: (name) => name.text,
  compare: compareGivenNames,
  blockingKeys: [
    { name: 'exact', of: (name) => [name.whole] },
    { name: 'sound', of: (name) => soundKeys(phoneticKey(name.parts[0]!)) },
    { name: 'start', of: (name) => startKeys(name.whole) },
  ],
}

/**
 * True when the two normalised names are one slip of the pen apart, or begin alike and differ little.
 *
 * @param likeness their Jaro-Winkler similarity
 */
export function isNearName(a: string, b: string, likeness: number): boolean {
  if (a.length < SHORTEST_WITH_A_SLIP || b.length < SHORTEST_WITH_A_SLIP) return false
  return likeness >= NEAR_FROM || isOneEditApart(a, b, SHORTEST_WITH_A_SLIP)
}

/** True when one is the first letter of the other or, from three letters on, its beginning: `j`, `rob`, `roberto`. */
export function isBeginning(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return (short.length === 1 || short.length >= SHORTEST_SHORT_FORM) && long.startsWith(short)
}

/** The sound, unless it is one letter, which would put half the names in one block. */
export function soundKeys(sound: string): string[] {
  return sound.length >= 2 ? [sound] : []
}

/** The first three letters of a name that has them. */
export function startKeys(whole: string): string[] {
  return whole.length >= 3 ? [whole.slice(0, 3)] : []
}

function prepareGivenName(text: string): GivenName | null {
  const words = wordsOf(text)
  if (saysNothing(words) || isUnnamedChild(words)) return null
  const whole = words.join('')
  const spaced = words.join(' ')
  const parts = nameParts(spaced).slice(1)
  return {
    text: spaced,
    whole,
    parts: parts.length === 0 ? [whole] : parts,
    initials: words.length > 1 ? words.map((word) => word[0]).join('') : '',
    sound: phoneticKey(whole),
  }
}

function compareGivenNames(a: GivenName, b: GivenName): number {
  if (a.whole === b.whole) return EXACT
  if (areVariantNames(a, b)) return VARIANT
  const likeness = jaroWinkler(a.whole, b.whole, SIMILAR_FROM)
  if (isNearName(a.whole, b.whole, likeness)) return NEAR
  if (isPart(a, b, isEqual)) return PART
  if (isPart(a, b, areVariants)) return VARIANT
  if (isBeginning(a.whole, b.whole) || a.initials === b.whole || b.initials === a.whole) return INITIAL
  return likeness >= SIMILAR_FROM || isSimilar(a, b) ? SIMILAR : DIFFERENT
}

/** The whole names, or each part in its place: `mohammed ali` and `muhammad ali`. */
function areVariantNames(a: GivenName, b: GivenName): boolean {
  if (areVariants(a.whole, b.whole)) return true
  if (a.parts.length !== b.parts.length || a.parts.length === 1) return false
  return a.parts.every((part, i) => areVariants(part, b.parts[i]!))
}

function isEqual(a: string, b: string): boolean {
  return a === b
}

/** All of one's names are among the other's. One in common is not enough: Lok Hin and Tin Lok are brothers. */
function isPart(a: GivenName, b: GivenName, agree: (one: string, other: string) => boolean): boolean {
  if (a.initials === '' && b.initials === '') return false
  const [fewer, more] = a.parts.length <= b.parts.length ? [a.parts, b.parts] : [b.parts, a.parts]
  return fewer.every((one) => more.some((other) => agree(one, other)))
}

function isSimilar(a: GivenName, b: GivenName): boolean {
  if (a.parts.length > 1 && b.parts.length > 1 && a.parts.some((part) => b.parts.includes(part))) return true
  if (a.sound.length >= 2 && a.sound === b.sound) return true
  const shortest = Math.min(a.whole.length, b.whole.length)
  return shortest >= SHORTEST_WITH_TWO_SLIPS && osaWithin(a.whole, b.whole, 2) <= 2
}
