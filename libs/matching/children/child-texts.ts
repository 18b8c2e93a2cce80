import type { MatchIdentifier } from '../identifiers.ts'
import type { MatchRecord } from '../traits.ts'

/** What the engine compares of a row and of a child. */
export interface ComparedChild extends MatchRecord {
  /** `female`, `male`; everything else is not known. */
  readonly gender: string
}

/** A child of more families than these is looked at under the last of them. */
const MOST_FAMILIES = 3

/** One text a field, in the order of `CHILD_FIELDS`. */
export function childTexts(child: ComparedChild, family = child.name.family): string[] {
  const [first = '', ...middle] = child.name.given
  return [
    ...[first, middle.join(' '), family, child.dateOfBirth, child.gender === 'unspecified' ? '' : child.gender],
    ...[child.address?.postcode ?? '', numberOf(child, 'nhs-number'), numberOf(child, 'upn')],
  ]
}

/** The same under each family name that they have or had: who has taken another is known by the one before. */
export function textsByFamily(child: ComparedChild): string[][] {
  const families = [...new Set([child.name.family, ...child.formerFamilyNames])]
  return families.slice(0, MOST_FAMILIES).map((family) => childTexts(child, family))
}

function numberOf({ identifiers }: ComparedChild, scheme: MatchIdentifier['scheme']): string {
  return identifiers.find((one) => one.scheme === scheme)?.value ?? ''
}
