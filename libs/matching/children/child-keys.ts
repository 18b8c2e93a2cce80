import { nameParts } from '@contactpoint/text'
import { phoneticKey } from '../fields/phonetic.ts'
import { traitsOf, type MatchRecord } from '../traits.ts'

/** Family names in parts, each with two keys. */
const MOST_FAMILY_PARTS = 4

/** The most that {@link candidateKeys} gives: a home, four numbers, two a family name. */
const MOST_NUMBERS = 4
export const MOST_CANDIDATE_KEYS = 1 + MOST_NUMBERS + 2 * MOST_FAMILY_PARTS

/**
 * Keys by which the directory finds the children whom a row may be about: who shares one is compared, who shares none is not.
 * `home:LS14AP|2015-03-02` for whoever lives there and was born then; `born:2015-03-02|s|Bryn` and `name:LS14AP|Sn|Bryn` for whoever is called
 * alike, on one day or at one place, so that a move, a short form, a slip in a name or in a birth date is passed over; and numbers, `upn:H801200001001`.
 */
export function candidateKeys(record: MatchRecord): string[] {
  const { postcodes, identifiers, familyParts } = traitsOf(record)
  const { dateOfBirth } = record
  const given = nameParts(record.name.given[0] ?? '')[0] ?? ''
  const families = [...new Set(familyParts.slice(0, MOST_FAMILY_PARTS).map(phoneticKey))]
  return [
    ...postcodes.map((postcode) => `home:${postcode}|${dateOfBirth}`),
    ...identifiers,
    ...families.flatMap((family) => [
      `born:${dateOfBirth}|${given.slice(0, 1)}|${family}`,
      ...postcodes.map((postcode) => `name:${postcode}|${phoneticKey(given)}|${family}`),
    ]),
  ]
}
