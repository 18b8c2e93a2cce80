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
/** Renewed before it ends, with time to spare. */
const RENEW_AFTER_MS = 45_000
/** Time steps whose codes were used, by secret: the service takes each only once, so a test moves on to the next. */
const usedSteps = new Map<string, number>()

/** A client of the REST API. Signed in, it renews its session by itself. */
export class ApiClient {
  private refreshToken: string | null = null
  private renewAt = Infinity
  private renewing: Promise<void> | null = null

  constructor(
    readonly url: string,
    public accessToken: string | null = null,
  ) {}

  async signIn(account: TestAccount): Promise<ApiClient> {
    const { username, password, pin } = account
    const code = await nextCode(account.totpSecret)
    const { status, body } = await this.post('/v1/sessions', { username, password, pin, code })
    if (status !== 201) throw new Error(`${username} could not sign in: ${status}`)
    const client = new ApiClient(this.url)
    client.take(body as unknown as Tokens)
    return client
  }

  async signInClient({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Promise<ApiClient> {
    const { body } = await this.post('/v1/client-sessions', { clientId, clientSecret })
    return new ApiClient(this.url, String(body.accessToken))
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
    const { body } = await this.sendFeed(content, source)
    let report: BatchReport | null = null
    await until(async () => {
      report = (await this.get<BatchReport>(`/v1/feeds/${source}/batches/${body.batchId}`)).body
      return report.state === 'done' || report.state === 'refused'
    }, withinMs)
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
      headers: { ...authorization, ...headers },
      ...(body !== undefined && { body }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as T }
  }

  private async renew(): Promise<void> {
    const { refreshToken } = this
    this.renewAt = Infinity
    const { status, body } = await this.post('/v1/session-renewals', { refreshToken })
    if (status === 201) this.take(body as unknown as Tokens)
  }

  private take({ accessToken, refreshToken }: Tokens): void {
    this.accessToken = accessToken
    this.refreshToken = refreshToken
    this.renewAt = performance.now() + RENEW_AFTER_MS
  }
}

interface Tokens {
  accessToken: string
  refreshToken: string
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

/** A code that was not used yet; waits when the ones accepted now all were. */
export async function nextCode(secret: string): Promise<string> {
  const now = (): number => Math.floor(Date.now() / 1000 / STEP_SECONDS)
  const step = Math.max(now() - 1, (usedSteps.get(secret) ?? 0) + 1)
  usedSteps.set(secret, step)
  await until(async () => now() + 1 >= step, 2 * STEP_SECONDS * 1000, 250)
  return generateSync({ secret, epoch: step * STEP_SECONDS })
}
