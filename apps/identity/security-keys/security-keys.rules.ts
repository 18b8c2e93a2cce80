import { MOST_SECURITY_KEYS, type KeyAssertion } from '@contactpoint/contracts'
import { createHash } from 'node:crypto'
import type { StoredKey } from './security-keys.schema.ts'

/** Lengths of credential ids as authenticators give them, in bytes. */
const LENGTHS = [20, 32, 64] as const
const LONGEST = 8_192

/** @returns null for whatever is no assertion */
export function typedAssertion(raw: unknown): KeyAssertion | null {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return null
  const { id, clientDataJSON, authenticatorData, signature, ...more } = raw as Record<string, unknown>
  const parts = [id, clientDataJSON, authenticatorData, signature]
  const isText = (part: unknown) => typeof part === 'string' && part.length <= LONGEST && /^[A-Za-z0-9_-]+$/.test(part)
  if (!parts.every(isText) || Object.keys(more).length > 0) return null
  return { id, clientDataJSON, authenticatorData, signature } as KeyAssertion
}

/**
 * As many ids whatever name was asked about: those of its keys, and others in the places that are left, the same each time.
 *
 * @param draw 64 pseudorandom bytes of a place
 */
export function idsShown(own: readonly string[], draw: (place: number) => Uint8Array): string[] {
  const decoys = Array.from({ length: MOST_SECURITY_KEYS - own.length }, (_one, n) => {
    const bytes = draw(own.length + n)
    const length = LENGTHS[bytes[0]! % LENGTHS.length]!
    return Buffer.from(bytes.subarray(0, length)).toString('base64url')
  })
  return [...own, ...decoys].sort()
}

/** Of the keys that sign, that is: that were not shut. */
export function usableIds(keys: readonly Pick<StoredKey, 'credentialId' | 'shutAt'>[]): string[] {
  return keys.filter(({ shutAt }) => !shutAt).map(({ credentialId }) => credentialId)
}

/** The first place of a person that no key takes; null: all are taken. */
export function freePlace(taken: readonly number[]): number | null {
  const places = Array.from({ length: MOST_SECURITY_KEYS }, (_one, n) => n)
  return places.find((place) => !taken.includes(place)) ?? null
}

export function challengeHash(challenge: string): string {
  return createHash('sha256').update(challenge).digest('hex')
}

/** What a browser says it has signed; empty: nothing that can be read. */
export function challengeIn(clientDataJSON: string): string {
  try {
    const said = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()) as { challenge?: unknown } | null
    return typeof said?.challenge === 'string' ? said.challenge : ''
  } catch {
    return ''
  }
}

/** EdDSA, ES256, RS256 (COSE). */
export const ALGORITHMS = [-8, -7, -257] as const
