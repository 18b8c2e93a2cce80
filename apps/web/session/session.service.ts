import { Injectable } from '@nestjs/common'
import type { Request, Response } from 'express'
import { sealData, unsealData } from 'iron-session'
import { randomBytes } from 'node:crypto'
import { WebConfig } from '../web.config.ts'
import { deviceOf, ended, isOver } from './session.rules.ts'
import { knownIn, withKnown } from './known.rules.ts'
import type { WebSession } from './session.schema.ts'

const SESSION = '__Host-session'
const DEVICE = '__Host-device'
/** Who has signed in here: then others who try their names do not shut them out. */
const KNOWN = '__Host-known'
/** What the prefix wants, and no page of another site sends it along. */
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const
const YEAR_MS = 365 * 24 * 60 * 60 * 1000

/** Keeps what is known of a browser in a cookie that only we can read or write. */
@Injectable()
export class SessionService {
  constructor(private readonly config: WebConfig) {}

  /** What the browser keeps, unless its time is over; one of another browser, or of another key, is none. */
  async read(request: Request): Promise<WebSession> {
    const { [SESSION]: sealed = '' } = cookiesOf(request)
    const session = await unsealData<WebSession>(sealed, { password: this.config.sessionKey, ttl: 0 }).catch(() => ({}))
    const { person } = session as WebSession
    if (person && isOver(person, Date.now(), this.device(request)))
      return ended({ ...session, kept: { username: person.username, path: '/', fields: {} } }, 'session-ended')
    return session
  }

  /** Sends the session along with an answer. */
  async write(session: WebSession, request: Request, response: Response): Promise<void> {
    if (session.person) session.person.seenAt = Date.now()
    const sealed = await sealData(session, { password: this.config.sessionKey, ttl: 0 })
    response.cookie(SESSION, sealed, ATTRIBUTES)
    if (!cookiesOf(request)[DEVICE])
      response.cookie(DEVICE, randomBytes(24).toString('base64url'), { ...ATTRIBUTES, maxAge: YEAR_MS })
  }

  /** What an earlier sign-in of that name in this browser was given; empty: nothing. */
  known(request: Request, username: string): string {
    return knownIn(cookiesOf(request)[KNOWN] ?? '', username)
  }

  /** Keeps what signing in gave. */
  keepKnown(request: Request, response: Response, username: string, token: string): void {
    const value = withKnown(cookiesOf(request)[KNOWN] ?? '', username, token)
    response.cookie(KNOWN, value, { ...ATTRIBUTES, maxAge: YEAR_MS, encode: String })
  }

  /** What a session is bound to: a browser was given its secret with the first page, before anybody signs in on it. */
  device(request: Request): string {
    const { [DEVICE]: secret = '' } = cookiesOf(request)
    return deviceOf(secret, request.headers['user-agent'] ?? '')
  }
}

/** Sealed and random texts need no decoding. */
function cookiesOf({ headers }: Request): Record<string, string> {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('=', 2) as [string, string])
  return Object.fromEntries(pairs.map(([name, value = '']) => [name, value]))
}
