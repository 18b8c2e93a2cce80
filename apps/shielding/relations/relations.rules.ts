import type { Caller } from '@contactpoint/bus'
import {
  NATIONAL_DESK,
  type ChildRecord,
  type FullChild,
  type RelationsListed,
  type SearchCriteria,
  type Signal,
} from '@contactpoint/contracts'
import { householdsOf, personHash, relationHashes, type RelationHashes } from '@contactpoint/text'

/** What is known of the people of an organisation, as hashes under one salt. */
export interface OrganisationRelations {
  salt: string
  /** By the hash of the person's id. */
  own: ReadonlyMap<string, RelationHashes>
  /** Family name and postcode together, of all of them. */
  households: ReadonlySet<string>
  isWhole: boolean
}

/** What is known of a caller. */
export interface KnownRelations {
  salt: string
  own: RelationHashes
  colleagues: ReadonlySet<string>
}

/** Whoever is told something of a child. */
export type Party = Pick<Caller, 'personId' | 'organisation' | 'authority'>

const NOTHING_SAID: RelationHashes = { familyNames: [], postcode: null }

/** What identity said of an organisation, ready to be compared. */
export function readRelations({ salt, people, isWhole }: RelationsListed): OrganisationRelations {
  const own = new Map(
    people.map((person): [string, RelationHashes] => {
      const [hash = '', postcode, ...familyNames] = person.split(' ')
      return [hash, { familyNames, postcode: !postcode || postcode === '-' ? null : postcode }]
    }),
  )
  return { salt, own, households: new Set([...own.values()].flatMap(householdsOf)), isWhole }
}

/** @returns null for somebody whom a large organisation's answer may have left out */
export function knownOf(
  { salt, own, households, isWhole }: OrganisationRelations,
  personId: string,
): KnownRelations | null {
  const said = own.get(personHash(salt, personId))
  if (!said && !isWhole) return null
  return { salt, own: said ?? NOTHING_SAID, colleagues: households }
}

/** What a search has in common with whoever makes it: what was typed, whatever it finds. */
export function signalsOfSearch(criteria: SearchCriteria, known: KnownRelations): Signal[] {
  const { familyName, carerFamilyName, postcode = null } = criteria
  const names = [familyName, carerFamilyName].filter((name) => name !== undefined)
  const { isSameName, isSamePlace } = sharedWith(known, names, postcode)
  return namesOf({ 'own-name': isSameName, 'own-address': isSamePlace })
}

/**
 * What a record has in common with whoever opens it: as much of the record as leaves, so that nothing hidden is in what somebody is later
 * asked about (I4).
 */
export function signalsOfRecord(caller: Party, record: ChildRecord, known: KnownRelations): Signal[] {
  const { familyNames, postcode } = shownOf(record)
  const { isSameName, isSamePlace, households } = sharedWith(known, familyNames, postcode)
  return namesOf({
    'same-surname': isSameName,
    'same-postcode': isSamePlace,
    // Whoever opens their own child's record is in the same household as themselves.
    'colleague-child': !(isSameName && isSamePlace) && households.some((one) => known.colleagues.has(one)),
    'other-authority': isElsewhere(caller, record),
  })
}

/** Whether a person has one of these family names, and lives at this postcode; and which households these are. */
function sharedWith(
  { salt, own }: KnownRelations,
  names: readonly string[],
  place: string | null,
): { isSameName: boolean; isSamePlace: boolean; households: string[] } {
  const hashes = relationHashes(salt, names, place)
  return {
    isSameName: hashes.familyNames.some((name) => own.familyNames.includes(name)),
    isSamePlace: hashes.postcode !== null && hashes.postcode === own.postcode,
    households: householdsOf(hashes),
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
function isElsewhere({ authority }: Party, { full, child }: ChildRecord): boolean {
  const theirs = full ? (child as FullChild).authority?.code : undefined
  return authority !== NATIONAL_DESK && theirs !== undefined && theirs !== authority
}
