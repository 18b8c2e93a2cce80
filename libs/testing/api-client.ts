import { authorizationOf, ContactPointClient, ProofKey, Tokens, type Granted } from '@contactpoint/client'
import { api, pathTo, type BatchReport, type ClientCredentials } from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { generateSync } from 'otplib'
import { assertDescribed } from './described.ts'

export interface TestAccount {
  username: string
  password: string
  pin: string
  totpSecret: string
}

export interface ApiAnswer<T = Record<string, unknown>> {
  status: number
  headers: Headers
  body: T
}

const STEP_SECONDS = 30
const SIGNING_IN_MS = 5_000
/** Time steps whose codes were used, by secret: the service takes each only once, so a test moves on to the next. */
const usedSteps = new Map<string, number>()

/** A client of the REST API whose answers are looked at, whatever they are. Signed in, it renews its session by itself. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly fixedToken: string | null = null,
    private readonly tokens: Tokens | null = null,
    /** What the token is bound to, or said to be. */
    readonly key: ProofKey | null = null,
  ) {}

  get accessToken(): string | null {
    return this.tokens?.last ?? this.fixedToken
  }

  /** The access token, renewed when it is about to end. */
  async currentToken(): Promise<string | null> {
    return this.tokens ? this.tokens.current() : this.fixedToken
  }

  /** Who the access token is for: the id under which the audit log names them. */
  get personId(): string {
    const claims = Buffer.from(this.accessToken!.split('.')[1]!, 'base64url').toString()
    return (JSON.parse(claims) as { sub: string }).sub
  }

  /** Signed in with tokens that `accessToken` makes; each lives a minute. */
  static async renewedBy(url: string, accessToken: () => Promise<string>): Promise<ApiClient> {
    const next = async (): Promise<Granted> => ({ accessToken: await accessToken(), expiresIn: 60, next })
    return new ApiClient(url, null, new Tokens(await next()))
  }

  /** @param how bound: to a key of its own, of which each request has a proof */
  async signIn(
    account: TestAccount,
    unusedCode: string | Promise<string> = nextCode(account.totpSecret),
    { bound = false } = {},
  ): Promise<ApiClient> {
    const { username, password, pin } = account
    const code = await unusedCode
    const key = bound ? await ProofKey.make() : null
    const client = new ContactPointClient(this.url, { ...(key && { key }) })
    return this.as(await client.signIn({ username, password, pin, code }), key)
  }

  async signInClient({ clientId, clientSecret }: ClientCredentials): Promise<ApiClient> {
    return this.as(await new ContactPointClient(this.url).signInClient({ clientId, clientSecret }))
  }

  private as({ tokens }: ContactPointClient, key: ProofKey | null = null): ApiClient {
    return new ApiClient(this.url, null, tokens, key)
  }

  /** Headers that say whose request it is, each time with another proof. */
  async authorization(method: string, path: string): Promise<Record<string, string>> {
    const key = !this.tokens || this.tokens.isBound ? this.key : null
    return authorizationOf({ method, url: this.url + path }, this.accessToken, this.accessToken ? key : null)
  }

  post<T = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<T>> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    const content = isRaw ? (body as string) : JSON.stringify(body)
    return this.send<T>('POST', path, content, { 'content-type': 'application/json', ...headers })
  }

  /** @param etag of what is changed; null: the header is left out */
  patch<T = Record<string, unknown>>(path: string, body: object, etag: string | null): Promise<ApiAnswer<T>> {
    const headers = { 'content-type': 'application/json', ...(etag !== null && { 'if-match': etag }) }
    return this.send<T>('PATCH', path, JSON.stringify(body), headers)
  }

  get<T = Record<string, unknown>>(path: string): Promise<ApiAnswer<T>> {
    return this.send<T>('GET', path, undefined, {})
  }

  delete<T = Record<string, unknown>>(path: string): Promise<ApiAnswer<T>> {
    return this.send<T>('DELETE', path, undefined, {})
  }

  /** Server-sent events of a route, each as its data; what is no stream is one text: the problem that it answers with. */
  async *watch(path: string): AsyncGenerator<{ status: number; data: string }> {
    await this.currentToken()
    const response = await fetch(this.url + path, { headers: await this.authorization('GET', path) })
    const { status } = response
    let text = ''
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      const events = (text + part).split('\n\n')
      text = events.pop()!
      for (const event of events) {
        const [, data] = /^data: (.*)$/m.exec(event) ?? []
        if (data !== undefined) yield { status, data }
      }
    }
    if (status !== 200) yield { status, data: text }
  }

  search(criteria: object, more: object = {}) {
    return this.post<SearchBody>(api.searches.run.path, { reason: 'assessment', criteria, ...more })
  }

  disclose(childId: string, more: object = {}) {
    return this.post<DisclosureBody>(pathTo(api.children.disclose, { childId }), {
      reason: 'assessment',
      ...more,
    })
  }

  shield(childId: string, more: object = {}) {
    return this.post(pathTo(api.children.requestShield, { childId }), {
      ground: 'fleeing-abuse',
      channel: 'user',
      ...more,
    })
  }

  sendFeed(content: string | Uint8Array, source = 'school-census', query = '') {
    return this.post<{ batchId: string }>(`${pathTo(api.feeds.send, { source })}${query}`, content, {
      'content-type': 'application/xml',
    })
  }

  /** Sends a file and waits until every row has a fate. */
  async loadFeed(content: string | Uint8Array, source = 'school-census', withinMs = 120_000): Promise<BatchReport> {
    const { status, body } = await this.sendFeed(content, source)
    if (status !== 202) throw new Error(`The feed was not taken: ${status}`)
    return this.batchEnd(body.batchId, source, withinMs)
  }

  /** Waits until every row of a batch has a fate; answers that fail on the way are asked for again. */
  async batchEnd(batchId: string, source = 'school-census', withinMs = 120_000): Promise<BatchReport> {
    let report: BatchReport | null = null
    const ended = await until(async () => {
      report = (await this.get<BatchReport>(pathTo(api.feeds.report, { source, batchId }))).body
      return report.state === 'applied' || report.state === 'refused'
    }, withinMs)
    if (!ended) throw new Error(`The batch did not end in time: ${JSON.stringify(report)}`)
    return report!
  }

  private async send<T>(
    method: string,
    path: string,
    body: string | undefined,
    headers: Record<string, string>,
  ): Promise<ApiAnswer<T>> {
    // A renewal that fails, because a service is away, is tried again with the next request.
    await this.tokens?.current().catch(() => null)
    const authorization = await this.authorization(method, path)
    const response = await fetch(this.url + path, {
      method,
      // A connection that is kept may be closed by the gateway just when it is used again.
      headers: { connection: 'close', ...authorization, ...headers },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    const answered = (text ? JSON.parse(text) : {}) as T
    const type = response.headers.get('content-type')?.split(';')[0] ?? ''
    await assertDescribed(this.url, { method, path, status: response.status, type, body: answered })
    return { status: response.status, headers: response.headers, body: untraced(answered, response.headers) }
  }
}

/** An answer is the same whatever its request is called: a problem names its trace, which is that of the header. */
function untraced<T>(body: T, headers: Headers): T {
  if (typeof body !== 'object' || body === null || !('traceId' in body)) return body
  const { traceId, ...rest } = body
  if (traceId !== headers.get('trace-id')) throw new Error('A problem names another trace than its answer')
  return rest as T
}

export interface SearchBody {
  hits: {
    childId: string
    name: { given: string[]; family: string }
    dateOfBirth: string
    gender: string
    shielded: boolean
  }[]
  refine: boolean
  receipt: { log: string; index: number; leafHash: string }
}

export interface DisclosureBody {
  child: Record<string, unknown> & { childId: string; dateOfBirth: string; gender: string }
  shielded: boolean
  receipt: { log: string; index: number; leafHash: string }
}

/** A code that was not used here yet; waits when the ones accepted now all were. */
export async function nextCode(secret: string): Promise<string> {
  const now = (): number => Math.floor(Date.now() / 1000 / STEP_SECONDS)
  // One step back is accepted too, unless its time ends while the request is on its way.
  const earliest = Math.floor((Date.now() + SIGNING_IN_MS) / 1000 / STEP_SECONDS) - 1
  const step = Math.max(earliest, (usedSteps.get(secret) ?? 0) + 1)
  usedSteps.set(secret, step)
  await eventually(async () => now() + 1 >= step, 2 * STEP_SECONDS * 1000, 250)
  return generateSync({ secret, epoch: step * STEP_SECONDS })
}
