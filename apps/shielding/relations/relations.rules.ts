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

/** What is known of a caller. */
export interface KnownRelations {
  own: OwnRelations
  colleagues: HouseholdsListed
}

/** What a search has in common with whoever makes it: what was typed, whatever it finds. */
export function signalsOfSearch(criteria: SearchCriteria, own: OwnRelations): Signal[] {
  const { familyName, carerFamilyName, postcode = null } = criteria
  const names = [familyName, carerFamilyName].filter((name) => name !== undefined)
  const { isSameName, isSamePlace } = sharedWith(own, names, postcode)
  return namesOf({ 'own-name': isSameName, 'own-address': isSamePlace })
}

/**
 * What a record has in common with whoever opens it: as much of the record as leaves, so that nothing hidden is in what somebody is later
 * asked about (I4).
 */
export function signalsOfRecord(caller: Caller, record: ChildRecord, { own, colleagues }: KnownRelations): Signal[] {
  const { familyNames, postcode } = shownOf(record)
  const { isSameName, isSamePlace } = sharedWith(own, familyNames, postcode)
  const { households } = relationHashes(colleagues.salt, familyNames, postcode)
  return namesOf({
    'same-surname': isSameName,
    'same-postcode': isSamePlace,
    // Whoever opens their own child's record is in the same household as themselves.
    'colleague-child': !(isSameName && isSamePlace) && hasAny(households, colleagues.households),
    'other-authority': isElsewhere(caller, record),
  })
}

/** Whether a person has one of these family names, and lives at this postcode. */
function sharedWith(
  own: OwnRelations,
  names: readonly string[],
  place: string | null,
): { isSameName: boolean; isSamePlace: boolean } {
  const { familyNames, postcode } = relationHashes(own.salt, names, place)
  return {
    isSameName: hasAny(familyNames, own.familyNames),
    isSamePlace: postcode !== null && postcode === own.postcode,
  }
}

function namesOf(signals: Partial<Record<Signal, boolean>>): Signal[] {
  return (Object.keys(signals) as Signal[]).filter((signal) => signals[signal])
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
