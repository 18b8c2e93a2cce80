import { Injectable } from '@nestjs/common'
import {
  ContactPointClient,
  ProofKey,
  Tokens,
  type ClientOptions,
  type Granted,
  type KeyPair,
} from '@contactpoint/client'
import type { AnyRoute } from '@contactpoint/contracts'
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

  /**
   * Signed in as nobody.
   *
   * @param address of whose browser it is: wrong tries at signing in are counted by it
   * @param key what a session is begun with, or bound to
   */
  open(address?: string, key?: KeyPair): ContactPointClient {
    return new ContactPointClient(this.config.gatewayUrl, {
      ...{ ...PATIENCE, ...keyOf(key) },
      ...(address && { forwardedFor: address }),
    })
  }

  /** As somebody who is signed in; tokens that are renewed meanwhile are put into their session. */
  as(person: SignedIn): ContactPointClient {
    const options = { ...PATIENCE, ...keyOf(person.key) }
    return new ContactPointClient(this.config.gatewayUrl, options, new Tokens(this.granted(person)))
  }

  /** What a route tells for as long as it goes on, as bytes; it ends with the token at the latest. @throws Error when nothing comes */
  async watch(person: SignedIn, route: AnyRoute, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers = await this.as(person).headersFor(route)
    const { ok, status, body } = await fetch(this.config.gatewayUrl + route.path, { headers, signal })
    if (!ok || !body) throw new Error(`Watching was answered ${status}`)
    return body
  }

  private granted(person: SignedIn): Granted {
    const next = async (): Promise<Granted> => {
      Object.assign(person, await this.renewals.next(person.refreshToken, this.open(undefined, person.key)))
      return this.granted(person)
    }
    const expiresIn = (person.accessEndsAt - Date.now()) / 1000
    return { accessToken: person.accessToken, tokenType: person.key ? 'DPoP' : 'Bearer', expiresIn, next }
  }
}

function keyOf(pair: KeyPair | undefined): { key?: ProofKey } {
  return pair ? { key: new ProofKey(pair) } : {}
}
