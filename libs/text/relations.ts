import { createHash } from 'node:crypto'
import { postcodeKey } from './codes.ts'
import { nameParts } from './names.ts'

/** Bytes of a hash that are kept: enough to tell the values of an organisation apart. */
const KEPT_LETTERS = 16

/**
 * Hashes by which two services compare family names and postcodes without telling each other any. Whoever holds the salt can guess: it is drawn
 * for one answer and kept for a minute.
 */
export interface RelationHashes {
  /** Of the whole family name and of each of its halves. */
  familyNames: string[]
  postcode: string | null
  /** Of each of these names together with the postcode. */
  households: string[]
}

/** @param familyNames as they are written: of a child, or of a child and its carers */
export function relationHashes(salt: string, familyNames: readonly string[], postcode: string | null): RelationHashes {
  const names = [...new Set(familyNames.flatMap(nameParts))]
  const place = postcode === null ? null : postcodeKey(postcode)
  return {
    familyNames: names.map((name) => hashOf(salt, 'name', name)),
    postcode: place && hashOf(salt, 'postcode', place),
    households: place ? names.map((name) => hashOf(salt, 'household', name, place)) : [],
  }
}

function hashOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, KEPT_LETTERS)
}
