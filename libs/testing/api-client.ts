import type { BatchReport } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { generateSync } from 'otplib'

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
/** Renewed before it ends, with time to spare. */
const RENEW_AFTER_MS = 45_000
const RETRY_AFTER_MS = 1_000
/** Time steps whose codes were used, by secret: the service takes each only once, so a test moves on to the next. */
const usedSteps = new Map<string, number>()

/** A client of the REST API. Signed in, it renews its session by itself. */
export class ApiClient {
  /** Asks for the next tokens; null for a client that did not sign in. */
  private nextTokens: (() => Promise<ApiAnswer>) | null = null
  private renewAt = Infinity
  private renewing: Promise<void> | null = null

  constructor(
    readonly url: string,
    public accessToken: string | null = null,
  ) {}

  /** Who the access token is for: the id under which the audit log names them. */
  get personId(): string {
    const claims = Buffer.from(this.accessToken!.split('.')[1]!, 'base64url').toString()
    return (JSON.parse(claims) as { sub: string }).sub
  }

  /** Signed in with tokens that `accessToken` makes. */
  static async renewedBy(url: string, accessToken: () => Promise<string>): Promise<ApiClient> {
    const client = new ApiClient(url)
    client.nextTokens = async () => ({
      status: 201,
      headers: new Headers(),
      body: { accessToken: await accessToken() },
    })
    await client.renew()
    return client
  }

  async signIn(account: TestAccount, unusedCode = nextCode(account.totpSecret)): Promise<ApiClient> {
    const { username, password, pin } = account
    const code = await unusedCode
    const { status, body } = await this.post('/v1/sessions', { username, password, pin, code })
    if (status !== 201) throw new Error(`${username} could not sign in: ${status}`)
    const client = new ApiClient(this.url)
    client.take(body as Tokens)
    return client
  }

  async signInClient({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<ApiClient> {
    const client = new ApiClient(this.url)
    client.nextTokens = () => this.post('/v1/client-sessions', { clientId, clientSecret })
    await client.renew()
    if (!client.accessToken) throw new Error(`${clientId} could not sign in`)
    return client
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

  get<T = Record<string, unknown>>(path: string): Promise<ApiAnswer<T>> {
    return this.send<T>('GET', path, undefined, {})
  }

  delete<T = Record<string, unknown>>(path: string): Promise<ApiAnswer<T>> {
    return this.send<T>('DELETE', path, undefined, {})
  }

  search(criteria: object, more: object = {}) {
    return this.post<SearchBody>('/v1/searches', { reason: 'assessment', criteria, ...more })
  }

  disclose(childId: string, more: object = {}) {
    return this.post<DisclosureBody>(`/v1/children/${childId}/disclosures`, { reason: 'assessment', ...more })
  }

  shield(childId: string, more: object = {}) {
    return this.post(`/v1/children/${childId}/shield-requests`, { ground: 'fleeing-abuse', channel: 'user', ...more })
  }

  sendFeed(content: string | Uint8Array, source = 'school-census') {
    return this.post<{ batchId: string }>(`/v1/feeds/${source}/batches`, content, { 'content-type': 'application/xml' })
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
      report = (await this.get<BatchReport>(`/v1/feeds/${source}/batches/${batchId}`)).body
      return report.state === 'done' || report.state === 'refused'
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
    if (performance.now() > this.renewAt) await (this.renewing ??= this.renew().finally(() => (this.renewing = null)))
    const authorization = this.accessToken ? { authorization: `Bearer ${this.accessToken}` } : {}
    const response = await fetch(this.url + path, {
      method,
      // A connection that is kept may be closed by the gateway just when it is used again.
      headers: { connection: 'close', ...authorization, ...headers },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T }
  }

  /** A renewal that fails, because a service is away, is tried again soon. */
  private async renew(): Promise<void> {
    this.renewAt = Infinity
    const { status, body } = await this.nextTokens!()
    if (status === 201) this.take(body as Tokens)
    else this.renewAt = performance.now() + RETRY_AFTER_MS
  }

  private take({ accessToken, refreshToken }: Tokens): void {
    this.accessToken = accessToken!
    if (refreshToken) this.nextTokens = () => this.post('/v1/session-renewals', { refreshToken })
    this.renewAt = performance.now() + RENEW_AFTER_MS
  }
}

/** A supplier's system gets no refresh token: it signs in again. */
interface Tokens {
  accessToken?: string
  refreshToken?: string
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

/**
 * A code that was not used yet; waits when the ones accepted now all were.
 *
 * @param lastStep time step up to which codes were used elsewhere
 */
export async function nextCode(secret: string, lastStep = 0): Promise<string> {
  const now = (): number => Math.floor(Date.now() / 1000 / STEP_SECONDS)
  // One step back is accepted too, unless its time ends while the request is on its way.
  const earliest = Math.floor((Date.now() + SIGNING_IN_MS) / 1000 / STEP_SECONDS) - 1
  const step = Math.max(earliest, lastStep + 1, (usedSteps.get(secret) ?? 0) + 1)
  usedSteps.set(secret, step)
  await until(async () => now() + 1 >= step, 2 * STEP_SECONDS * 1000, 250)
  return generateSync({ secret, epoch: step * STEP_SECONDS })
}
