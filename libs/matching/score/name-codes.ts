import type { FieldType } from '../fields/field.ts'
import type { Table } from '../fields/table.ts'
import { codesOf, NOWHERE, type FieldCodes } from './field-codes.ts'

/** Levels at which two given names are two names; `-common`: alike, but each is a name in its own right. */
const OTHER_NAME = ['similar', 'different', 'variant-common', 'near-common', 'similar-common']
/** Twins may have names of which one is short for the other, and one letter does not say which of them is meant. */
const OTHER_TWIN_NAME = [...OTHER_NAME, 'variant', 'part', 'initial']
/** But no parents call twins Tom Isaac and Thomas Isaac. */
const ONE_NAME_WITH_MIDDLE = ['variant', 'variant-common', 'part']
/** Among older people a look-alike is taken for a slip of the pen. */
const PLAINLY_OTHER_NAME = ['different']
/** Levels at which a given name alone does not tell brothers and sisters apart. */
const VAGUE_NAME = ['missing', 'variant', 'near', 'part', 'initial', 'swapped']
const SAME_FAMILY = ['exact', 'near', 'near-common', 'part', 'phonetic', 'swapped']
/** Of whole names it is not known which word is the given one, so that a slip in it is another name. */
const OTHER_FULL_NAME = ['variant', 'near', 'similar', 'different']
const VAGUE_FULL_NAME = ['missing', 'part', 'variant', 'near', 'similar']
const ANY_FULL_NAME = ['exact', 'reordered', 'part', ...OTHER_FULL_NAME]

export type Holds = (field: FieldCodes) => boolean

/** What is asked of the names of two records. */
export interface NameCodes {
  readonly other: FieldCodes
  readonly otherTwin: FieldCodes
  readonly plainlyOther: FieldCodes
  readonly vague: FieldCodes
  readonly oneGiven: FieldCodes
  readonly oneMiddle: FieldCodes
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
