import { Injectable } from '@nestjs/common'
import { currentCall, unauthenticated, type Caller } from '@contactpoint/bus'
import {
  Fault,
  MOST_SESSIONS_LISTED,
  type AccessToken,
  type OwnSessionsListed,
  type SessionTokens,
  type StepUp,
} from '@contactpoint/contracts'
import { MasterKey } from '@contactpoint/runtime'
import { randomBytes, randomUUID } from 'node:crypto'
import { typedCredentials } from '../authenticators/authenticators.rules.ts'
import { AuthenticatorsService } from '../authenticators/authenticators.service.ts'
import { IdentityConfig } from '../identity.config.ts'
import { identityOf, mayOverride } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { SessionsRepository, type KeysProved } from './sessions.repository.ts'
import { accessSeconds, newRefreshToken, readRefreshToken, SESSION_MS } from './sessions.rules.ts'
import type { Session } from './sessions.schema.ts'
import { TokensService } from './tokens.service.ts'

/** What tokens say of a session. */
type KeptSession = Pick<Session, '_id' | 'boundTo' | 'startedAt' | 'provedAt'>

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
    private readonly config: IdentityConfig,
  ) {}

  /** Signs in whoever proves who they are and is eligible now; bound to the key that they proved, if they did. Every failure looks the same. */
  async open(raw: unknown): Promise<SessionTokens> {
    const now = new Date()
    const boundTo = currentCall()?.provedKey ?? null
    if (boundTo === null && this.config.boundSessionsOnly) throw unauthenticated()
    const typed = typedCredentials(raw)
    const person = await this.authenticators.verify(typed)
    const sessionId = randomUUID()
    const { token, hash } = this.refreshToken(sessionId)
    const answer = await this.tokenFor(person, { _id: sessionId, boundTo, startedAt: now }, now)
    const endsAt = new Date(now.getTime() + SESSION_MS)
    await this.sessions.start({
      _id: sessionId,
      personId: person._id,
      refreshHash: hash,
      boundTo,
      startedAt: now,
      endsAt,
      endedAt: null,
    })
    return { ...answer, refreshToken: token, device: this.authenticators.deviceToken(typed) }
  }

  /**
   * A refresh token works once. One that is shown again was stolen from somebody, so the session ends for everybody. One that we never
   * gave ends nothing: whoever knows the id of a session knows none of its secrets. Nor does one of a bound session in the hands of
   * somebody who has not its key: it is good for nothing there, and its owner goes on.
   */
  async renew(raw: unknown): Promise<SessionTokens> {
    const now = new Date()
    const presented = readRefreshToken(raw, (text) => this.seal(text))
    if (!presented) throw unauthenticated()
    const { token, hash } = this.refreshToken(presented.sessionId)
    const keys = this.keysTaken()
    const session = await this.sessions.rotate(presented, keys, hash, now)
    if (!session) {
      await this.end(presented.sessionId, now, keys)
      throw unauthenticated()
    }
    const person = await this.people.findById(session.personId)
    if (!person) throw unauthenticated()
    return { ...(await this.tokenFor(person, session, now)), refreshToken: token }
  }

  /**
   * Whoever is signed in proves again that it is they: for steps that take somebody who has lately. The session, and its refresh token, go on.
   *
   * @throws Fault `step-up-failed`
   */
  async prove({ personId, sessionId }: Caller, typed: StepUp): Promise<AccessToken> {
    const person = await this.people.findById(personId)
    if (!person) throw unauthenticated()
    await this.authenticators.assertStill(person, typed)
    const now = new Date()
    const session = await this.sessions.prove(sessionId, now)
    const mayGoOn = session?.boundTo || !this.config.boundSessionsOnly
    if (!session || !mayGoOn) throw unauthenticated()
    return this.tokenFor(person, session, now)
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

  private async end(sessionId: string, now: Date, keys?: KeysProved): Promise<void> {
    if (await this.sessions.end(sessionId, now, keys)) await this.revoke(sessionId)
  }

  private async revoke(sessionId: string): Promise<void> {
    await this.revocations.add('session', sessionId)
    this.revocations.tell()
  }

  /** What the session of whoever asks may be bound to: the key that they proved, or none, as far as that is allowed. */
  private keysTaken(): KeysProved {
    const { provedKey } = currentCall() ?? {}
    return [...(provedKey ? [provedKey] : []), ...(this.config.boundSessionsOnly ? [] : [null])]
  }

  private refreshToken(sessionId: string): { token: string; hash: string } {
    return newRefreshToken(sessionId, randomBytes(32), (text) => this.seal(text))
  }

  /** Says that a refresh token is one that we gave. */
  private seal(text: string): string {
    return this.masterKey.pseudonym(REFRESH_TOKENS, text)
  }

  private async tokenFor(
    person: Person,
    { _id: sid, boundTo = null, startedAt, provedAt = startedAt }: KeptSession,
    now: Date,
  ): Promise<AccessToken> {
    const until = await this.people.eligibleUntil(person, now)
    const expiresIn = until ? accessSeconds(until, now) : 0
    if (expiresIn < 1) throw unauthenticated()
    const accessToken = await this.tokens.sign(
      {
        sub: person._id,
        identity: identityOf(person),
        sid,
        auth_time: Math.floor(provedAt.getTime() / 1000),
        ...(boundTo !== null && { cnf: { jkt: boundTo } }),
        role: person.role,
        authority: person.authority,
        organisation: person.organisation,
        override: mayOverride(person, now),
      },
      expiresIn,
      now,
    )
    return { accessToken, expiresIn, tokenType: boundTo === null ? 'Bearer' : 'DPoP' }
  }
}
