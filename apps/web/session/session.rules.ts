import { createHash } from 'node:crypto'
import type { Role } from '@contactpoint/contracts'
import type { GrantedTokens, KeptForm, SignedIn, WebSession } from './session.schema.ts'

/** Without a page for so long, a session ends. */
export const IDLE_MS = 15 * 60 * 1000
/** However busy, a session ends after so long. */
export const LONGEST_MS = 8 * 60 * 60 * 1000
/** As many questions are kept; an older one is asked again from the form. */
export const MOST_SEARCHES = 3
/** As many of what was opened, and of what was answered, are kept. */
export const MOST_KEPT = 3

/** Whether a session that this browser sends still counts, now. */
export function isOver({ beganAt, seenAt, device }: SignedIn, now: number, deviceNow: string): boolean {
  return device !== deviceNow || now - seenAt > IDLE_MS || now - beganAt > LONGEST_MS
}

/** What stood in the form at this address when the session of before had ended; once. */
export function keptFor(session: WebSession, path: string): Record<string, string> {
  const { kept } = session
  if (kept?.path !== path) return {}
  delete session.kept
  return kept.fields
}

/** The newest first, three at most: an older one is opened again from the list. */
export function newestWith<One extends { id: string }>(kept: readonly One[] | undefined, one: One): One[] {
  return [one, ...(kept ?? []).filter(({ id }) => id !== one.id)].slice(0, MOST_KEPT)
}

/** How long a session still goes on when nothing more is done. */
export function msLeftOf({ beganAt, seenAt }: Pick<SignedIn, 'beganAt' | 'seenAt'>, now: number): number {
  return Math.max(0, Math.min(seenAt + IDLE_MS, beganAt + LONGEST_MS) - now)
}

/** What binds a session to a browser: what only that one keeps, and what it calls itself. @param secret of the browser */
export function deviceOf(secret: string, userAgent: string): string {
  return createHash('sha256').update(`${secret} ${userAgent}`).digest('base64url')
}

/** What of a session is left when its time is over, or somebody signs out: nothing of the person. */
export function ended({ kept, csrf }: WebSession, notice: 'session-ended' | 'signed-out'): WebSession {
  return { ...(csrf !== undefined && { csrf }), ...(kept && notice === 'session-ended' && { kept }), notice }
}

/** Tokens with the time when they end. @param seconds the access token lives */
export function grantedTokens(accessToken: string, refreshToken: string, seconds: number, now: number): GrantedTokens {
  return { accessToken, refreshToken, accessEndsAt: now + seconds * 1000 }
}

/** What a token says of its bearer. The gateway gave it to us a moment ago: it is read, not judged. */
export function claimsOf(accessToken: string): { personId: string; role: Role; organisation: string } {
  const payload = JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()) as Record<string, string>
  return { personId: payload['sub']!, role: payload['role'] as Role, organisation: payload['organisation'] ?? '' }
}

/** The page that somebody is on: of a form that was sent, where it stands, since it may be sent elsewhere. */
export function standsOn({ method, path, body }: { method: string; path: string; body: unknown }): string {
  return (method === 'POST' && pageIn(body)) || path
}

/** What a form says of where it stands: an address of ours, or none. */
function pageIn(body: unknown): string | null {
  const { _page: page } = (body ?? {}) as { _page?: unknown }
  return typeof page === 'string' && /^\/(?![/\\])[\w/-]*$/.test(page) ? page : null
}

/** Fields that are never kept: what is secret is typed again. */
const SECRET = ['_csrf', '_page', 'password', 'again', 'pin', 'code', 'signed', 'enrolmentCode']

/** Where somebody was when their session ended, with what stood in the form that they sent. */
export function keptAt(
  username: string,
  { method, path, body }: { method: string; path: string; body: unknown },
): KeptForm {
  return { username, path: standsOn({ method, path, body }), fields: (method === 'POST' && fieldsToKeep(body)) || {} }
}

/** What stood in a form, but for its secrets; null when it is too much to keep. */
function fieldsToKeep(body: unknown): Record<string, string> | null {
  const fields = Object.entries((body ?? {}) as Record<string, unknown>).filter(
    (field): field is [string, string] => typeof field[1] === 'string' && !SECRET.includes(field[0]),
  )
  return JSON.stringify(fields).length > 1_200 ? null : Object.fromEntries(fields)
}
