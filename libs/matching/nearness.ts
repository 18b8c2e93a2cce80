import { areNearDates, nearDates } from './dates.ts'
import { givenNamesAgree } from './given-names.ts'
import { exactKeyOf } from './linking-rule.ts'
import { isOneEditApart } from './osa.ts'
import { traitsOf, type MatchRecord, type Traits } from './traits.ts'

/** In a family name shorter than this one edit makes another name. */
const SHORTEST_NAME_WITH_A_SLIP = 5

/** One edit in five letters or more leaves the first two or the last two alone, wherever it is. */
const UNTOUCHED_END = 2

/**
 * True when two records may be of one child though nothing proves it (architecture section 3): a birth date equal, one
 * digit off or with day and month swapped, and in common a family name (current or former, or a part of one; from five
 * letters on, one edit is forgiven), the postcode, a carer, or a carer's phone. A valid identifier in common is enough
 * by itself, whatever the date. Symmetric. Generous on purpose: what is near a restricted child waits for a person
 * (I11).
 */
export function isLooselyNear(a: MatchRecord, b: MatchRecord): boolean {
  const [ofA, ofB] = [traitsOf(a), traitsOf(b)]
  if (haveCommon(ofA.identifiers, ofB.identifiers)) return true
  if (!areNearDates(a.dateOfBirth, b.dateOfBirth)) return false
  return (
    haveCommon(ofA.postcodes, ofB.postcodes) ||
    haveCommon(ofA.carers, ofB.carers) ||
    haveCommon(ofA.phones, ofB.phones) ||
    familyNamesAgree(ofA, ofB)
  )
}

/**
 * True when two records are loosely near and a given name agrees, which sets a child apart from brothers and sisters.
 */
export function isLikelySameChild(a: MatchRecord, b: MatchRecord): boolean {
  return isLooselyNear(a, b) && givenNamesAgree(a.name.given, b.name.given)
}

/**
 * The keys under which the directory stores a child; fewer than 40, unique. Each is prefixed by its kind, and all but
 * `upn:` and `nhs-number:` end in the birth date: `exact:sean|obrien|2015-03-02|LS14AP`, `family-start:ob|2015-03-02`,
 * `family-end:en|2015-03-02`, `family:lee|2015-03-02` (names under five letters), `postcode:LS14AP|2015-03-02`,
 * `carer:maryobrien|2015-03-02`, `phone:07700900123|2015-03-02`, `upn:H801200001001`.
 *
 * Start and end stand in for every one-edit spelling of a longer family name: storing each spelling with a letter left
 * out (SymSpell) would take one key a letter, and a child with a double and a former name would pass 40.
 */
export function blockingKeys(child: MatchRecord): string[] {
  const traits = traitsOf(child)
  const exact = exactKeyOf(child)
  return [
    ...new Set([...(exact ? [`exact:${exact}`] : []), ...traits.identifiers, ...datedKeys(traits, child.dateOfBirth)]),
  ]
}

/**
 * The keys to look up so that every stored child that {@link isLooselyNear} the row is among the answers: whoever is
 * near shares at least one with its {@link blockingKeys}. The answers hold others too; ask `isLooselyNear` of each.
 * Some hundreds.
 *
 * @throws RangeError when the birth date is not a day that exists
 */
export function nearKeys(row: MatchRecord): string[] {
  const traits = traitsOf(row)
  return [...traits.identifiers, ...nearDates(row.dateOfBirth).flatMap((date) => datedKeys(traits, date))]
}

function datedKeys(traits: Traits, date: string): string[] {
  const kinds = [
    ...new Set(traits.familyParts.flatMap(familyKeys)),
    ...traits.postcodes.map((postcode) => `postcode:${postcode}`),
    ...traits.carers.map((carer) => `carer:${carer}`),
    ...traits.phones.map((phone) => `phone:${phone}`),
  ]
  return kinds.map((kind) => `${kind}|${date}`)
}

function familyKeys(part: string): string[] {
  if (part.length < SHORTEST_NAME_WITH_A_SLIP) return [`family:${part}`]
  return [`family-start:${part.slice(0, UNTOUCHED_END)}`, `family-end:${part.slice(-UNTOUCHED_END)}`]
}

function familyNamesAgree(a: Traits, b: Traits): boolean {
  return a.familyParts.some((one) =>
    b.familyParts.some((other) => isOneEditApart(one, other, SHORTEST_NAME_WITH_A_SLIP)),
  )
}

function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  return a.some((value) => b.includes(value))
}
