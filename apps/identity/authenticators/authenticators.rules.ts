import type { KeyAssertion, TokenProof } from '@contactpoint/contracts'
import { timingSafeEqual } from 'node:crypto'
import { typedAssertion } from '../security-keys/security-keys.rules.ts'

/** Failures in a window after which an account stays shut, and an address may not try again. */
export const ACCOUNT_LIMIT = 5
export const ADDRESS_LIMIT = 100
export const WINDOW_MS = 15 * 60 * 1000

/** Seconds of a time step (RFC 6238). */
export const STEP_SECONDS = 30

/** The one or the other. */
export interface TypedToken {
  code: string
  /** In the place of a code. */
  assertion: KeyAssertion | null
}

/** What was typed, with an empty text for whatever is missing or is not text of a possible length. */
export interface TypedCredentials extends TypedToken {
  username: string
  password: string
  pin: string
  /** Of an earlier sign-in. */
  device: string
}

/** A badly shaped credential becomes one that cannot be right, and takes the same way as any wrong one (S12). */
export function typedCredentials(raw: unknown): TypedCredentials {
  const typed = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  const known = ['username', 'password', 'pin', 'code', 'assertion', 'device']
  const isOne = !('code' in typed && 'assertion' in typed)
  const wellShaped = isOne && !Array.isArray(raw) && Object.keys(typed).every((key) => known.includes(key))
  const text = (key: string, max: number): string => {
    const value = typed[key]
    return wellShaped && typeof value === 'string' && value.length <= max ? value : ''
  }
  return {
    username: text('username', 100),
    password: text('password', 200),
    pin: text('pin', 12),
    code: text('code', 6),
    device: text('device', 200),
    assertion: wellShaped ? typedAssertion(typed['assertion']) : null,
  }
}

/**
 * Whether no code is taken any more (AC-19): of whoever ever had a security key, since codes can be relayed. Also when every key is shut or gone:
 * the way back is a recovery in person, after which they have what somebody new has.
 */
export function codesAreOver({ keysAt }: { keysAt?: Date | null }): boolean {
  return Boolean(keysAt)
}

/** What was sent as a proof; both at once are none. */
export function typedToken({ code = '', assertion }: TokenProof): TypedToken {
  return code !== '' && assertion ? { code: '', assertion: null } : { code, assertion: assertion ?? null }
}

/** The time steps whose codes are accepted now: one before and one after, for clocks that differ. */
export function acceptedSteps(now: Date): number[] {
  const step = Math.floor(now.getTime() / 1000 / STEP_SECONDS)
  return [step - 1, step, step + 1]
}

/**
 * The step a code belongs to, or null. All steps are compared, in constant time.
 *
 * @param codeAt the right code of a step
 */
export function stepOf(code: string, now: Date, codeAt: (step: number) => string): number | null {
  let found: number | null = null
  for (const step of acceptedSteps(now)) if (isSame(code, codeAt(step))) found = step
  return found
}

function isSame(typed: string, right: string): boolean {
  const a = Buffer.from(typed.padEnd(6, ' '))
  const b = Buffer.from(right)
  return a.length === b.length && timingSafeEqual(a, b)
}
