import { isValidIdentifier, type MatchIdentifier } from './identifiers.ts'
import { nameParts, foldName, toPhone, postcodeKey } from '@contactpoint/text'

export interface MatchName {
  readonly given: readonly string[]
  readonly family: string
}

export interface MatchCarer {
  readonly name: MatchName
  readonly phone: string | null
}

/** What linking looks at, of a feed row or of a child in the directory. An `IncomingRecord` is one. */
export interface MatchRecord {
  readonly name: MatchName
  readonly formerFamilyNames: readonly string[]
  /** `YYYY-MM-DD`, a day that exists. */
  readonly dateOfBirth: string
  readonly address: { readonly postcode: string } | null
  readonly identifiers: readonly MatchIdentifier[]
  readonly carers: readonly MatchCarer[]
}

/** A record's normalised features: the one source of both the near test and the keys, so that they cannot disagree. */
export interface Traits {
  familyParts: string[]
  postcodes: string[]
  carers: string[]
  phones: string[]
  /** Valid ones, as `upn:H801200001001`. */
  identifiers: string[]
}

/**
 * Bounds what one record can cost: 8 family parts with two keys each, 8 carers, 8 phones and the rest stay under 40
 * keys.
 */
const MOST_OF_A_KIND = 8
const MOST_IDENTIFIERS = 4

/**
 * The features of a record that linking compares; per kind the first eight (four identifiers), current family name
 * before former ones.
 */
export function traitsOf(record: MatchRecord): Traits {
  return {
    familyParts: firstFew([record.name.family, ...record.formerFamilyNames].flatMap(nameParts)),
    postcodes: record.address ? firstFew([postcodeKey(record.address.postcode)]) : [],
    carers: firstFew(record.carers.map((carer) => carerKey(carer.name))),
    phones: firstFew(record.carers.map((carer) => toPhone(carer.phone) ?? '')),
    identifiers: firstFew(
      record.identifiers.filter(isValidIdentifier).map(({ scheme, value }) => `${scheme}:${value}`),
      MOST_IDENTIFIERS,
    ),
  }
}

/** First given name and family name, written together: middle names of carers are rarely sent. */
function carerKey({ given, family }: MatchName): string {
  return foldName(given[0] ?? '') + foldName(family)
}

function firstFew(values: string[], most = MOST_OF_A_KIND): string[] {
  return [...new Set(values.filter((value) => value !== ''))].slice(0, most)
}
