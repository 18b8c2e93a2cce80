import { nameParts } from '@contactpoint/text'
import { homeKey } from '../children/homes.ts'
import { traitsOf, type MatchRecord } from '../traits.ts'

/** Of one child with its moves and new numbers. */
export const MOST_FACTS = 200

/** Bounds what one record can cost. */
const MOST_FORMER = 8

/**
 * What a shield hides of a child, as keys by kind: `postcode:LS14AP`, `carer:maryobrien`, `phone:07700900123`,
 * `upn:H801200001001`, `nhs-number:9434765919`, `former:wood`.
 */
export function hiddenFactsOf(record: MatchRecord): string[] {
  const { postcodes, carers, phones, identifiers } = traitsOf(record)
  return [
    ...postcodes.map(homeKey),
    ...carers.map((carer) => `carer:${carer}`),
    ...phones.map((phone) => `phone:${phone}`),
    ...identifiers,
    ...formerKeys(record.formerFamilyNames),
  ]
}

/** What of a record might agree with such a fact: its own, and its current name with a former one. */
export function knownFactsOf(record: MatchRecord): string[] {
  return [...new Set([...hiddenFactsOf(record), ...formerKeys([record.name.family])])]
}

/** Which kinds of fact agree: two phones in common are one thing in common. */
export function kindsInCommon(facts: ReadonlySet<string>, others: Iterable<string>): string[] {
  const kinds = new Set<string>()
  for (const fact of others) {
    const kind = fact.slice(0, fact.indexOf(':'))
    if (facts.has(fact)) kinds.add(kind)
  }
  return [...kinds]
}

function formerKeys(families: readonly string[]): string[] {
  return families
    .slice(0, MOST_FORMER)
    .flatMap((family) => nameParts(family).slice(0, 1))
    .map((family) => `former:${family}`)
}
