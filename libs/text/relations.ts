import { createHash } from 'node:crypto'
import { postcodeKey } from './codes.ts'
import { nameParts } from './names.ts'

/** Letters of a hash that are kept, 72 bits: enough to tell the values of an organisation apart, and a message holds 10,000 people. */
const KEPT_LETTERS = 12

/**
 * Hashes by which two services compare family names and postcodes without telling each other any. Whoever holds the salt can guess: it is drawn
 * for one answer and kept for a while.
 */
export interface RelationHashes {
  /** Of the whole family name and of each of its halves. */
  familyNames: string[]
  postcode: string | null
}

/** @param familyNames as they are written: of a child, or of a child and its carers */
export function relationHashes(salt: string, familyNames: readonly string[], postcode: string | null): RelationHashes {
  const names = [...new Set(familyNames.flatMap(nameParts))]
  const place = postcode === null ? null : postcodeKey(postcode)
  return {
    familyNames: names.map((name) => hashOf(salt, 'name', name)),
    postcode: place && hashOf(salt, 'postcode', place),
  }
}

/** By which one person is found among those of an organisation. */
export function personHash(salt: string, personId: string): string {
  return hashOf(salt, 'person', personId)
}

/** Each family name together with the postcode, as one text: neither alone is a household. */
export function householdsOf({ familyNames, postcode }: RelationHashes): string[] {
  return postcode === null ? [] : familyNames.map((name) => `${name} ${postcode}`)
}

function hashOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, KEPT_LETTERS)
}
