import {
  api,
  type AnyRoute,
  type Ask,
  pathTo,
  type ClientCredentials,
  type Credentials,
  type FileRoute,
  type Route,
  type SessionTokens,
} from '@contactpoint/contracts'
import { createReadStream } from 'node:fs'
import { authorizationOf } from './authorization.ts'
import { ProblemError } from './errors.ts'
import { exchange, type Exchange } from './exchange.ts'
import type { ProofKey } from './proof-key.ts'
import { patiently, type Patience } from './retries.ts'
import { Tokens, type Granted } from './tokens.ts'

export interface ClientOptions extends Partial<Patience> {
  /** Longest time for one try, in milliseconds; a file has ten minutes. */
  timeoutMs?: number
  /** Of whose request this is part, where somebody passes it on whom the gateway believes: their network address. */
  forwardedFor?: string
  /** Sessions are bound to it, where the API does so. */
  key?: ProofKey
}

/** A file by its path, which can be sent again, or its bytes as they come, which cannot. */
export type FileToSend = string | AsyncIterable<Uint8Array>

const UPLOAD_MS = 10 * 60 * 1000

/** A client of the REST API. Signed in, it renews its session by itself; what is safe to ask again it asks again. */
export class ContactPointClient {
  private readonly patience: Patience
  private readonly timeoutMs: number
  private readonly to: Pick<Exchange, 'url' | 'forwardedFor'>

  /**
   * @param url of the gateway, without a slash at the end
   * @param tokens of a session; null: only what is open to everybody can be asked
   */
  constructor(
    readonly url: string,
    private readonly options: ClientOptions = {},
    readonly tokens: Tokens | null = null,
  ) {
    this.patience = { tries: options.tries ?? 4, longestWaitMs: options.longestWaitMs ?? 15_000 }
    this.timeoutMs = options.timeoutMs ?? 10_000
    this.to = { url, forwardedFor: options.forwardedFor ?? null }
  }

  /** Signed in as a person. @throws ProblemError `unauthenticated`, for whatever reason */
  async signIn(credentials: Credentials): Promise<ContactPointClient> {
    const renewed = async (tokens: SessionTokens): Promise<Granted> => ({
      ...tokens,
      next: async () => renewed(await this.call(api.sessions.renew, { refreshToken: tokens.refreshToken })),
    })
    return this.with(await renewed(await this.call(api.sessions.open, credentials)))
  }

  /** Signed in as a supplier's system, which signs in again before its token ends. @throws ProblemError */
  async signInClient(credentials: ClientCredentials): Promise<ContactPointClient> {
    const next = async (): Promise<Granted> => ({ ...(await this.call(api.clients.open, credentials)), next })
    return this.with(await next())
  }

  /**
   * Asks one thing.
   *
   * @throws ProblemError when the API says no
   * @throws NoAnswerError when it says nothing
   */
  call<Question extends object, Answer, Fixed extends keyof Question>(
    route: Route<Question, Answer, Fixed>,
    ...[ask]: Record<never, never> extends Ask<Question, Fixed> ? [ask?: object] : [ask: Ask<Question, Fixed>]
  ): Promise<Answer> {
    return patiently(route, this.patience, () => this.once(route as AnyRoute, ask ?? {})) as Promise<Answer>
  }

  /** Sends a file piece by piece, however long it is. One that is given by its path is sent again where that could help. */
  send<Question extends object, Answer, Fixed extends keyof Question>(
    route: FileRoute<Question, Answer, Fixed>,
    ask: Ask<Question, Fixed>,
    file: FileToSend,
  ): Promise<Answer> {
    const isPath = typeof file === 'string'
    const open = (): AsyncIterable<Uint8Array> => (isPath ? createReadStream(file) : file)
    const patience = isPath ? this.patience : { ...this.patience, tries: 1 }
    return patiently(route, patience, () => this.once(route as AnyRoute, ask, open)) as Promise<Answer>
  }

  /** Headers with which somebody who is signed in asks a route by other means, such as a stream. */
  async headersFor(route: AnyRoute): Promise<Record<string, string>> {
    return this.authorization(route, route.path, await this.tokens!.current())
  }

  /** A token that ended on its way is renewed, once. */
  private async once(route: AnyRoute, ask: object, open?: () => AsyncIterable<Uint8Array>): Promise<unknown> {
    const timeoutMs = open ? UPLOAD_MS : this.timeoutMs
    const { tokens } = this
    const attempt = async (token: string | null) => {
      const authorization = await this.authorization(route, pathTo(route, ask), token)
      return exchange(route, ask, { ...this.to, authorization, timeoutMs, ...(open && { file: open() }) })
    }
    if (route.open || !tokens) return attempt(null)
    try {
      // A file is on its way for long: it sets out with a token that has all its time.
      return await attempt(await (open ? tokens.renew() : tokens.current()))
    } catch (error) {
      if (open || !(error instanceof ProblemError) || error.code !== 'unauthenticated') throw error
      return attempt(await tokens.renew())
    }
  }

  private authorization(
    { method, takesProof }: Pick<AnyRoute, 'method' | 'takesProof'>,
    path: string,
    token: string | null,
  ): Promise<Record<string, string>> {
    const isProved = token === null ? takesProof : this.tokens?.isBound
    return authorizationOf({ method, url: this.url + path }, token, (isProved && this.options.key) || null)
  }

  private with(granted: Granted): ContactPointClient {
    return new ContactPointClient(this.url, this.options, new Tokens(granted))
  }
}
