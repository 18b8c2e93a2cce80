import { createHash, timingSafeEqual } from 'node:crypto'

/** Longest life of an access token (architecture section 4). */
export const ACCESS_SECONDS = 60
/** Longest a session can be renewed. */
export const SESSION_MS = 8 * 60 * 60 * 1000
/** How long a key signs; then a new one does, and this one is published until its last token has ended. */
export const KEY_SIGNS_MS = 24 * 60 * 60 * 1000
export const KEY_LIVES_MS = KEY_SIGNS_MS + 10 * 60 * 1000

/** Seconds an access token may live: 60, or until the person is no longer eligible. */
export function accessSeconds(eligibleUntil: Date, now: Date): number {
  return Math.min(ACCESS_SECONDS, Math.floor((eligibleUntil.getTime() - now.getTime()) / 1000))
}

/** What only we can write under a text: 64 hexadecimal digits. */
export type Seal = (text: string) => string

/** A refresh token names its session, proves it, and bears our seal. @param proof 32 random bytes */
export function newRefreshToken(sessionId: string, proof: Buffer, seal: Seal): { token: string; hash: string } {
  const named = `${sessionId}.${proof.toString('base64url')}`
  const token = `${named}.${seal(named)}`
  return { token, hash: hashOf(token) }
}

/** What a refresh token says that was shown. */
export interface Presented {
  sessionId: string
  hash: string
}

/** @returns null when the text is no refresh token that we ever gave */
export function readRefreshToken(raw: unknown, seal: Seal): Presented | null {
  const token = typeof raw === 'object' && raw !== null && 'refreshToken' in raw ? raw.refreshToken : null
  if (typeof token !== 'string' || !/^[0-9a-f-]{36}\.[\w-]{43}\.[0-9a-f]{64}$/.test(token)) return null
  const [named, sealed] = [token.slice(0, 36 + 1 + 43), token.slice(-64)]
  if (!timingSafeEqual(Buffer.from(sealed), Buffer.from(seal(named)))) return null
  return { sessionId: token.slice(0, 36), hash: hashOf(token) }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
