import { Injectable } from '@nestjs/common'
import { unauthenticated, type Caller } from '@contactpoint/bus'
import { Fault, MOST_SESSIONS_LISTED, type OwnSessionsListed, type SessionTokens } from '@contactpoint/contracts'
import { MasterKey } from '@contactpoint/runtime'
import { randomBytes, randomUUID } from 'node:crypto'
import { typedCredentials } from '../authenticators/authenticators.rules.ts'
import { AuthenticatorsService } from '../authenticators/authenticators.service.ts'
import { identityOf, mayOverride } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { SessionsRepository } from './sessions.repository.ts'
import { accessSeconds, newRefreshToken, readRefreshToken, SESSION_MS } from './sessions.rules.ts'
import { TokensService } from './tokens.service.ts'

const REFRESH_TOKENS = 'identity/refresh-tokens'

@Injectable()
export class SessionsService {
  constructor(
    private readonly masterKey: MasterKey,
    private readonly authenticators: AuthenticatorsService,
    private readonly people: PeopleService,
    private readonly tokens: TokensService,
    private readonly revocations: RevocationsService,
    private readonly sessions: SessionsRepository,
  ) {}

  /** Signs in whoever proves who they are and is eligible now. Every failure looks the same. */
  async open(raw: unknown): Promise<SessionTokens> {
    const now = new Date()
    const typed = typedCredentials(raw)
    const person = await this.authenticators.verify(typed)
    const sessionId = randomUUID()
    const { token, hash } = this.refreshToken(sessionId)
    const answer = await this.tokensFor(person, sessionId, token, now)
    const endsAt = new Date(now.getTime() + SESSION_MS)
    await this.sessions.start({
      _id: sessionId,
      personId: person._id,
      refreshHash: hash,
      startedAt: now,
      endsAt,
      endedAt: null,
    })
    return { ...answer, device: this.authenticators.deviceToken(typed) }
  }

  /**
   * A refresh token works once. One that is shown again was stolen from somebody, so the session ends for everybody. One that we never
   * gave ends nothing: whoever knows the id of a session knows none of its secrets.
   */
  async renew(raw: unknown): Promise<SessionTokens> {
    const now = new Date()
    const presented = readRefreshToken(raw, (text) => this.seal(text))
    if (!presented) throw unauthenticated()
    const { token, hash } = this.refreshToken(presented.sessionId)
    const session = await this.sessions.rotate(presented.sessionId, presented.hash, hash, now)
    if (!session) {
      await this.end(presented.sessionId, now)
      throw unauthenticated()
    }
    const person = await this.people.findById(session.personId)
    if (!person) throw unauthenticated()
    return this.tokensFor(person, session._id, token, now)
  }

  async close(caller: Caller): Promise<object> {
    await this.end(caller.sessionId, new Date())
    return {}
  }

  async own({ personId, sessionId }: Caller): Promise<OwnSessionsListed> {
    const live = await this.sessions.findLive(personId, new Date(), MOST_SESSIONS_LISTED)
    const items = live.map(({ _id, startedAt, endsAt }) => ({
      ...{ sessionId: _id, since: startedAt.toISOString(), until: endsAt.toISOString() },
      isCurrent: _id === sessionId,
    }))
    return { items, next: null }
  }

  async endOwn({ personId }: Caller, sessionId: string): Promise<object> {
    if (!(await this.sessions.endOwn(personId, sessionId, new Date()))) throw Fault.notFound()
    await this.revoke(sessionId)
    return {}
  }

  /** Whether the session goes on. */
  isLive(sessionId: string): Promise<boolean> {
    return this.sessions.isLive(sessionId, new Date())
  }

  /** Ends every session of a person, and their tokens: in the transaction of the act, if there is one. Whoever is to be sure waits until it is followed. */
  async endAllOf(personId: string): Promise<void> {
    await this.sessions.endAllOf(personId, new Date())
    await this.revocations.add('person', personId)
  }

  /** The same of somebody whose tokens have ended already: a session that began meanwhile is renewed no more. */
  endLeftOf(personId: string): Promise<void> {
    return this.sessions.endAllOf(personId, new Date())
  }

  private async end(sessionId: string, now: Date): Promise<void> {
    if (await this.sessions.end(sessionId, now)) await this.revoke(sessionId)
  }

  private async revoke(sessionId: string): Promise<void> {
    await this.revocations.add('session', sessionId)
    this.revocations.tell()
  }

  private refreshToken(sessionId: string): { token: string; hash: string } {
    return newRefreshToken(sessionId, randomBytes(32), (text) => this.seal(text))
  }

  /** Says that a refresh token is one that we gave. */
  private seal(text: string): string {
    return this.masterKey.pseudonym(REFRESH_TOKENS, text)
  }

  private async tokensFor(person: Person, sessionId: string, refreshToken: string, now: Date): Promise<SessionTokens> {
    const until = await this.people.eligibleUntil(person, now)
    const expiresIn = until ? accessSeconds(until, now) : 0
    if (expiresIn < 1) throw unauthenticated()
    const accessToken = await this.tokens.sign(
      {
        sub: person._id,
        identity: identityOf(person),
        sid: sessionId,
        role: person.role,
        authority: person.authority,
        organisation: person.organisation,
        override: mayOverride(person, now),
      },
      expiresIn,
      now,
    )
    return { accessToken, refreshToken, expiresIn }
  }
}
