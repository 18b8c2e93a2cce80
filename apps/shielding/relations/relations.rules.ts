import type { Caller } from '@contactpoint/bus'
import {
  NATIONAL_DESK,
  type ChildRecord,
  type FullChild,
  type HouseholdsListed,
  type OwnRelations,
  type SearchCriteria,
  type Signal,
} from '@contactpoint/contracts'
import { relationHashes } from '@contactpoint/text'

/** What is known of a caller; null: identity could not say. */
export interface KnownRelations {
  own: OwnRelations
  colleagues: HouseholdsListed
}

/** What a search has in common with whoever makes it: what was typed, whatever it finds. */
export function signalsOfSearch(criteria: SearchCriteria, { own }: KnownRelations): Signal[] {
  const { familyName, carerFamilyName, postcode } = criteria
  const names = [familyName, carerFamilyName].filter((name) => name !== undefined)
  const typed = relationHashes(own.salt, names, postcode ?? null)
  return [
    ...(hasAny(typed.familyNames, own.familyNames) ? (['own-name'] as const) : []),
    ...(typed.postcode !== null && typed.postcode === own.postcode ? (['own-address'] as const) : []),
  ]
}

/**
 * What a record has in common with whoever opens it: as much of the record as leaves, so that nothing hidden is in what somebody is later
 * asked about (I4).
 */
export function signalsOfRecord(caller: Caller, record: ChildRecord, { own, colleagues }: KnownRelations): Signal[] {
  const { familyNames, postcode } = shownOf(record)
  const mine = relationHashes(own.salt, familyNames, postcode)
  const ours = relationHashes(colleagues.salt, familyNames, postcode).households
  const isOwn = { surname: hasAny(mine.familyNames, own.familyNames), postcode: mine.postcode === own.postcode }
  const isMine = isOwn.postcode && mine.postcode !== null
  return [
    ...(isOwn.surname ? (['same-surname'] as const) : []),
    ...(isMine ? (['same-postcode'] as const) : []),
    // Whoever opens their own child's record is in the same household as themselves.
    ...(!(isOwn.surname && isMine) && hasAny(ours, colleagues.households) ? (['colleague-child'] as const) : []),
    ...(isElsewhere(caller, record) ? (['other-authority'] as const) : []),
  ]
}

function shownOf({ full, child }: ChildRecord): { familyNames: string[]; postcode: string | null } {
  if (!full) return { familyNames: [child.name.family], postcode: null }
  const { name, carers, address } = child as FullChild
  return {
    familyNames: [name.family, ...carers.map((carer) => carer.name.family)],
    postcode: address?.postcode ?? null,
  }
}

/** The national desk works for every authority. */
function isElsewhere({ authority }: Caller, { full, child }: ChildRecord): boolean {
  const theirs = full ? (child as FullChild).authority?.code : undefined
  return authority !== NATIONAL_DESK && theirs !== undefined && theirs !== authority
}

function hasAny(some: readonly string[], others: readonly string[]): boolean {
  return some.some((one) => others.includes(one))
}
