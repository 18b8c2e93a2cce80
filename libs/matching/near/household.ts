import { kindsInCommon } from './hidden-facts.ts'
import type { OtherItems, RestrictedItems } from './nearness.ts'
import { familyNamesAgree } from './shown-items.ts'

/** The kinds of fact by which a household is looked for. A carer's name alone is one that strangers have too. */
const HOUSEHOLD_KINDS = ['postcode', 'phone']

/** Those of a child's facts under which others of its household are found. */
export function householdFacts(facts: Iterable<string>): string[] {
  return [...facts].filter((fact) => HOUSEHOLD_KINDS.some((kind) => fact.startsWith(`${kind}:`)))
}

/**
 * What another record has in common with a restricted child by which it leads to it: a phone; or a postcode and, with it, a family name
 * or a carer. Empty when it does not.
 */
export function householdKinds(restricted: RestrictedItems, other: OtherItems): string[] {
  const kinds = kindsInCommon(restricted.facts, other.facts)
  const isHome =
    kinds.includes('postcode') &&
    (kinds.includes('carer') || kinds.includes('former') || familyNamesAgree(restricted.shown, other.shown))
  return kinds.includes('phone') || isHome ? kinds : []
}
