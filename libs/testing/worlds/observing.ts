import { Agent, request } from 'node:http'
import type { Question } from './questions.ts'

/** All that a caller can see of an answer, but for the time: what every answer has of its own is left out. */
export interface Observed {
  status: number
  /** In the order in which they came. */
  headers: string[]
  body: string
  bytes: number
}

/** Headers that differ from answer to answer, whoever is asked about. */
const OF_THE_MOMENT = /^(date|trace-id|content-length|ratelimit-.*)$/i

/**
 * Fields that do so in a body. `next` is where entries of before begin, `waiting` is what health says of work that is under way, `proof` grows with the log: what it says of
 * the entry is looked at, in place of the path through the tree.
 */
const FIELDS: Readonly<Record<string, (value: unknown) => unknown>> = {
  index: () => 0,
  next: () => 0,
  leafHash: () => 'hash',
  time: () => 'time',
  openedAt: () => 'time',
  trace: () => 'trace',
  traceId: () => 'trace',
  batchId: () => 'batch',
  involvementId: () => 'involvement',
  waiting: (value) => (Array.isArray(value) ? [] : value),
  proof: (value) => (typeof value === 'string' ? claimsOf(value) : value),
}

/** The parts of an entry that a proof opens. */
function claimsOf(proof: string): unknown {
  const line = proof.split('\n').find((text) => text.startsWith('extra '))
  return line ? JSON.parse(Buffer.from(line.slice('extra '.length), 'base64').toString()) : 'no claims'
}

/** A body as it is compared. */
export function plainBody(text: string): string {
  if (!/^[{[]/.test(text)) return text
  const plain = (name: string, value: unknown): unknown =>
    Object.hasOwn(FIELDS, name) && !isSchema(value) ? FIELDS[name]!(value) : value
  return JSON.stringify(JSON.parse(text), plain)
}

/** The API's description has fields of these names too. */
function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A client that leaves nothing out of what it is answered. */
export class Observer {
  private readonly agent: Agent
  /** Milliseconds of the last answer, from the first byte sent to the last one heard. */
  lastMs = 0

  constructor(
    private readonly url: string,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  close(): void {
    this.agent.destroy()
  }

  /** @param token null: of nobody who has signed in */
  async observe(question: Omit<Question, 'caller'>, token: string | null): Promise<Observed> {
    const { status, rawHeaders, text } = await this.send(question, token)
    const headers = rawHeaders.flatMap((name, n) =>
      n % 2 === 0 ? [`${name}: ${OF_THE_MOMENT.test(name) ? '*' : rawHeaders[n + 1]!}`] : [],
    )
    const said = rawHeaders[rawHeaders.findIndex((name) => /^content-length$/i.test(name)) + 1]
    if (headers.some((name) => /^content-length/i.test(name)) && Number(said) !== Buffer.byteLength(text))
      throw new Error('An answer has another length than it says')
    const body = plainBody(text)
    return { status, headers, body, bytes: Buffer.byteLength(body) }
  }

  private send(
    { method, path, body, contentType, ifMatch }: Omit<Question, 'caller'>,
    token: string | null,
  ): Promise<{ status: number; rawHeaders: string[]; text: string }> {
    const { hostname, port } = new URL(this.url)
    const headers = {
      ...(contentType && { 'content-type': contentType }),
      ...(ifMatch && { 'if-match': ifMatch }),
      ...(body !== null && { 'content-length': Buffer.byteLength(body) }),
      ...(token && { authorization: `Bearer ${token}` }),
    }
    return new Promise((resolve, reject) => {
      const began = performance.now()
      const sent = request({ hostname, port, path, method, agent: this.agent, headers }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('error', reject)
        response.on('end', () => {
          this.lastMs = performance.now() - began
          const { statusCode: status = 0, rawHeaders } = response
          resolve({ status, rawHeaders, text: Buffer.concat(parts).toString() })
        })
      })
      sent.on('error', reject).end(body ?? undefined)
    })
  }
}
