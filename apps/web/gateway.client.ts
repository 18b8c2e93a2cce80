import { Injectable } from '@nestjs/common'
import { ContactPointClient, Tokens, type ClientOptions, type Granted } from '@contactpoint/client'
import { RenewalsService } from './session/renewals.service.ts'
import type { SignedIn } from './session/session.schema.ts'
import { WebConfig } from './web.config.ts'

/** Somebody waits in front of a page: better to say soon that nothing can be shown now. */
const PATIENCE: ClientOptions = { tries: 2, longestWaitMs: 1_000, timeoutMs: 15_000 }

/** The one way from the pages to the gateway. */
@Injectable()
export class GatewayClient {
  constructor(
    private readonly config: WebConfig,
    private readonly renewals: RenewalsService,
  ) {}

  /** Signed in as nobody. @param address of whose browser it is: wrong tries at signing in are counted by it */
  open(address?: string): ContactPointClient {
    return new ContactPointClient(this.config.gatewayUrl, { ...PATIENCE, ...(address && { forwardedFor: address }) })
  }

  /** As somebody who is signed in; tokens that are renewed meanwhile are put into their session. */
  as(person: SignedIn): ContactPointClient {
    return new ContactPointClient(this.config.gatewayUrl, PATIENCE, new Tokens(this.granted(person)))
  }

  private granted(person: SignedIn): Granted {
    const next = async (): Promise<Granted> => {
      Object.assign(person, await this.renewals.next(person.refreshToken, this.open()))
      return this.granted(person)
    }
    return { accessToken: person.accessToken, expiresIn: (person.accessEndsAt - Date.now()) / 1000, next }
  }
}
