import { createHash } from 'node:crypto'
import type { JWTPayload } from 'jose'

/** How far the clock of whoever made a proof may be from ours, either way. Seconds (RFC 9449, 11.1). */
export const PROOF_WINDOW_SECONDS = 30
export const PROOF_TYPE = 'dpop+jwt'
export const PROOF_ALGORITHM = 'ES256'

/** What a proof must be a proof for. */
export interface Proved {
  method: string
  /** As it was sent, without its query. */
  path: string
  /** Where clients reach us, as they are declared: what headers say of that is not believed. */
  origins: readonly string[]
  /** The access token that comes along; null: there is none yet. */
  token: string | null
  /** Milliseconds since 1970. */
  now: number
}

/** A public key on P-256 as a JWK, with the members of its thumbprint in their order (RFC 7638, 3.2) and no others. */
export interface PublicKey {
  crv: 'P-256'
  kty: 'EC'
  x: string
  y: string
}

/** The key that the header of a proof has; null when it has none that we take, or gives away the private part. */
export function publicKeyIn(jwk: unknown): PublicKey | null {
  if (typeof jwk !== 'object' || jwk === null || 'd' in jwk) return null
  const { kty, crv, x, y } = jwk as Record<string, unknown>
  if (kty !== 'EC' || crv !== 'P-256' || !isCoordinate(x) || !isCoordinate(y)) return null
  return { crv, kty, x, y }
}

/** Whether what was signed is a proof for this request (RFC 9449, 4.3); whether it was used before is another question. */
export function isFor({ htm, htu, iat, jti, ath }: JWTPayload, { method, path, origins, token, now }: Proved): boolean {
  return (
    htm === method &&
    isAddress(htu, path, origins) &&
    isNear(iat, now / 1000) &&
    isName(jti) &&
    (token === null || ath === createHash('sha256').update(token).digest('base64url'))
  )
}

/** Scheme, host and path; what they ask for, and where on the page, are passed over. */
function isAddress(htu: unknown, path: string, origins: readonly string[]): boolean {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return false
  const { origin, pathname, username, password } = new URL(htu)
  return origins.includes(origin) && pathname === path && username === '' && password === ''
}

function isNear(iat: unknown, nowSeconds: number): boolean {
  return typeof iat === 'number' && Math.abs(nowSeconds - iat) <= PROOF_WINDOW_SECONDS
}

function isName(jti: unknown): boolean {
  return typeof jti === 'string' && jti.length > 0 && jti.length <= 128
}

function isCoordinate(text: unknown): text is string {
  return typeof text === 'string' && /^[\w-]{43}$/.test(text)
}
