import type { PublicKeys } from '@contactpoint/contracts'
import { createRemoteJWKSet, customFetch } from 'jose'

/** Finds the key that a token's header names. @throws when there is none, or identity cannot be asked */
export type TokenKeys = ReturnType<typeof createRemoteJWKSet>

/** Shortest time before keys are asked for again because one was not known: a forged `kid` must not become a flood. Milliseconds. */
const COOLDOWN_MS = 2_000

/** Asked of the bus, not of any address: the library wants one. */
const NOWHERE = new URL('http://identity.invalid/')

/**
 * Identity's public keys, kept for as long as they suffice, so that identity may be down for a while; many who wait for one key
 * share one question.
 */
export function tokenKeys(fetchKeys: () => Promise<PublicKeys>): TokenKeys {
  return createRemoteJWKSet(NOWHERE, {
    [customFetch]: async () => Response.json(await fetchKeys()),
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: Infinity,
  })
}
