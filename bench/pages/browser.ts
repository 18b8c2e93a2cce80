import { Agent, request } from 'node:http'

/** A page as it came. */
export interface Fetched {
  status: number
  text: string
  /** Until the first byte of the answer, milliseconds. */
  firstByteMs: number
  /** Of the body, as it went over the wire. */
  bytes: number
  /** Where it leads to, of a form that was taken. */
  location: string | null
}

const HEADERS = { 'user-agent': 'bench', 'accept-encoding': 'gzip', 'sec-fetch-site': 'same-origin' }

/** As much of a browser as the pages can tell: one connection, cookies, forms with their token. It draws nothing. */
export class Browser {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 })
  private readonly cookies = new Map<string, string>()
  private formToken = ''
  private readonly url: string

  constructor(url: string) {
    this.url = url
  }

  get(path: string): Promise<Fetched> {
    return this.send('GET', path)
  }

  /** Sends a form of the page that was last read. */
  post(path: string, fields: Record<string, string>): Promise<Fetched> {
    return this.send('POST', path, new URLSearchParams({ ...fields, _csrf: this.formToken }).toString())
  }

  close(): void {
    this.agent.destroy()
  }

  private send(method: string, path: string, body = ''): Promise<Fetched> {
    const { hostname, port } = new URL(this.url)
    const headers = {
      ...HEADERS,
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(body && {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': String(Buffer.byteLength(body)),
      }),
    }
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path, method, agent: this.agent, headers }, (response) => {
        const firstByteMs = performance.now() - began
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          const whole = Buffer.concat(parts)
          this.keep(response.headers['set-cookie'] ?? [], whole.toString())
          const { statusCode: status = 0, headers: answered } = response
          const location = answered.location ?? null
          resolve({ status, text: whole.toString(), firstByteMs, bytes: whole.length, location })
        })
      })
      sent.on('error', reject).end(body)
    })
  }

  private keep(cookies: readonly string[], text: string): void {
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!
      this.cookies.set(name!, value!)
    }
    this.formToken = /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? this.formToken
  }
}
