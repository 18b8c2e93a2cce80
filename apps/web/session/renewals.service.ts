import { Injectable } from '@nestjs/common'
import { api, type ContactPointClient } from '@contactpoint/client'
import { LRUCache } from 'lru-cache'
import { grantedTokens, IDLE_MS } from './session.rules.ts'
import type { GrantedTokens } from './session.schema.ts'

const MOST_SESSIONS = 10_000

/**
 * Renews tokens. A refresh token works once, and a browser may send one that was swapped already: two tabs ask at once, or an answer with a new
 * cookie never arrived. Whoever comes with it again is handed what it was swapped for.
 */
@Injectable()
export class RenewalsService {
  private readonly swapped = new LRUCache<string, Promise<GrantedTokens>>({ max: MOST_SESSIONS, ttl: IDLE_MS })

  /** @throws ProblemError `unauthenticated` when the session is over */
  async next(refreshToken: string, gateway: ContactPointClient): Promise<GrantedTokens> {
    const known = this.swapped.get(refreshToken)
    if (known) return this.latest(await known, gateway)
    const renewing = this.renew(refreshToken, gateway)
    this.swapped.set(refreshToken, renewing)
    renewing.catch(() => this.swapped.delete(refreshToken))
    return renewing
  }

  /** What it was swapped for may have been swapped since. */
  private latest(tokens: GrantedTokens, gateway: ContactPointClient): Promise<GrantedTokens> | GrantedTokens {
    const isLive = tokens.accessEndsAt > Date.now() && !this.swapped.has(tokens.refreshToken)
    return isLive ? tokens : this.next(tokens.refreshToken, gateway)
  }

  private async renew(refreshToken: string, gateway: ContactPointClient): Promise<GrantedTokens> {
    const granted = await gateway.call(api.sessions.renew, { refreshToken })
    return grantedTokens(granted.accessToken, granted.refreshToken, granted.expiresIn, Date.now())
  }
}
