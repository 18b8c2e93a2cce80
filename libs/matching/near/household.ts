import { kindsInCommon } from './hidden-facts.ts'
import { isNear, nearnessOf, type OtherItems, type RestrictedItems } from './nearness.ts'
import { familyNamesAgree } from './shown-items.ts'

/** The kinds of fact by which a household is looked for. A carer's name alone is one that strangers have too. */
const HOUSEHOLD_KINDS = ['postcode', 'phone']

/** Those of a child's facts under which others of its household are found. */
export function householdFacts(facts: Iterable<string>): string[] {
  return [...facts].filter((fact) => HOUSEHOLD_KINDS.some((kind) => fact.startsWith(`${kind}:`)))
}

/**
 * What another record has in common with a restricted child by which it leads to it: a phone; or a postcode and, with it, a family name
 * or a carer. Empty when it does not. What looks like the child is no brother of itself: of that only what the child has itself counts.
 */
export function householdKinds(restricted: RestrictedItems, other: OtherItems): string[] {
  const own = kindsAround(restricted.facts, restricted, other)
  if (own.length > 0 || isNear(nearnessOf(restricted, other))) return own
  return kindsAround(restricted.alike, restricted, other)
}

function kindsAround(facts: ReadonlySet<string>, restricted: RestrictedItems, other: OtherItems): string[] {
  const kinds = kindsInCommon(facts, other.facts)
  const isHome =
    kinds.includes('postcode') &&
    (kinds.includes('carer') || kinds.includes('former') || familyNamesAgree(restricted.shown, other.shown))
  return kinds.includes('phone') || isHome ? kinds : []
}
