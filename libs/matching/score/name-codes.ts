import type { FieldType } from '../fields/field.ts'
import type { Table } from '../fields/table.ts'
import { areVariants } from '../given-names.ts'
import { isOneEditApart } from '../osa.ts'
import { codesOf, NOWHERE, type FieldCodes } from './field-codes.ts'

/** Levels at which two given names are two names; `-common`: alike, but each is a name in its own right. */
const OTHER_NAME = ['similar', 'different', 'variant-common', 'near-common', 'similar-common']
/**
 * Twins may have names of which one is short for the other, or one letter apart, though one of them is nobody's name; and
 * one letter does not say which of them is meant.
 */
const OTHER_TWIN_NAME = [...OTHER_NAME, 'variant', 'near', 'part', 'initial']
/** But no parents call twins Tom Isaac and Thomas Isaac. */
const ONE_NAME_WITH_MIDDLE = ['variant', 'variant-common', 'near', 'part']
const TWO_NAMES = ['similar', 'different', 'near-common', 'similar-common']
/** Among older people a look-alike is taken for a slip of the pen. */
const PLAINLY_OTHER_NAME = ['different']
/** Levels at which a given name alone does not tell brothers and sisters apart. */
const VAGUE_NAME = ['missing', 'variant', 'near', 'part', 'initial', 'swapped']
const SAME_FAMILY = ['exact', 'near', 'near-common', 'part', 'phonetic', 'swapped']
/** Of whole names it is not known which word is the given one, so that a slip in it is another name. */
const OTHER_FULL_NAME = ['variant', 'near', 'similar', 'different']
const VAGUE_FULL_NAME = ['missing', 'part', 'variant', 'near', 'similar']
const ANY_FULL_NAME = ['exact', 'reordered', 'part', ...OTHER_FULL_NAME]

const SHORTEST_WITH_A_SLIP = 4

export type Holds = (field: FieldCodes) => boolean

/** What is asked of the names of two records. */
export interface NameCodes {
  readonly other: FieldCodes
  readonly otherTwin: FieldCodes
  readonly plainlyOther: FieldCodes
  readonly vague: FieldCodes
  readonly oneGiven: FieldCodes
  readonly oneMiddle: FieldCodes
  /** The same word or words, or one slip. */
  readonly sameGiven: FieldCodes
  /** Alike as a whole, so that several words may be one first name and others. */
  readonly alikeGiven: FieldCodes
  readonly otherMiddle: FieldCodes
  /** Two names, of which an identifier that agrees does not make one; a short form is none. */
  readonly plainlyTwo: FieldCodes
  readonly unnamed: FieldCodes
  readonly swappedGiven: FieldCodes
  readonly swappedFamily: FieldCodes
  readonly family: FieldCodes
}

export function nameCodes(table: Table): NameCodes {
  const of = (type: FieldType, levels: readonly string[]): FieldCodes => codesOf(table, type, levels)
  const isWhole = of('given-name', []) === NOWHERE && of('full-name', []) !== NOWHERE
  const first: FieldType = isWhole ? 'full-name' : 'given-name'
  return {
    other: of(first, isWhole ? OTHER_FULL_NAME : OTHER_NAME),
    otherTwin: of(first, isWhole ? OTHER_FULL_NAME : OTHER_TWIN_NAME),
    plainlyOther: of(first, PLAINLY_OTHER_NAME),
    vague: of(first, isWhole ? VAGUE_FULL_NAME : VAGUE_NAME),
    oneGiven: of('given-name', ONE_NAME_WITH_MIDDLE),
    oneMiddle: of('middle-name', ['exact']),
    sameGiven: of('given-name', ['exact', 'near']),
    alikeGiven: of('given-name', ['near', 'near-common', 'similar', 'similar-common']),
    otherMiddle: of('middle-name', ['different']),
    plainlyTwo: of(first, isWhole ? ['similar', 'different'] : TWO_NAMES),
    unnamed: of(first, ['missing']),
    swappedGiven: of('given-name', ['swapped']),
    swappedFamily: of('family-name', ['swapped']),
    family: isWhole ? of('full-name', ANY_FULL_NAME) : of('family-name', SAME_FAMILY),
  }
}

/** The given names are two, or not known: of either record, or of the whole list. */
export function isOpenName(other: FieldCodes, { unnamed }: NameCodes, holds: Holds): boolean {
  return other === NOWHERE || holds(other) || holds(unnamed)
}

/**
 * Or one's given name is the other's middle name: a child known by it, or two brothers, one named after the other. Both
 * exchanged tell no more: twins are called Ella Grace and Grace Ella.
 */
export function mayBeTwins(names: NameCodes, holds: Holds): boolean {
  return isOpenName(names.otherTwin, names, holds) || (holds(names.swappedGiven) && !holds(names.swappedFamily))
}

/** Of two given names with several words: the first is one, and what follows is neither a slip nor a form of the other. */
export function shareFirstNameOnly(a: string, b: string): boolean {
  const [one, other] = [a.split(' '), b.split(' ')]
  if (one.length < 2 || other.length < 2 || !areVariants(one[0]!, other[0]!)) return false
  const [rest, otherRest] = [one.slice(1), other.slice(1)]
  return !rest.some((word) => otherRest.some((second) => isOneName(word, second)))
}

/** True when one of the names begins with the first letter of this one: they may be initials. */
export function isAmong(name: string, names: string): boolean {
  return names.split(' ').some((word) => word.charCodeAt(0) === name.charCodeAt(0))
}

function isOneName(a: string, b: string): boolean {
  return areVariants(a, b) || isOneEditApart(a, b, SHORTEST_WITH_A_SLIP) || a.startsWith(b) || b.startsWith(a)
}
