import { Agent, request } from 'node:http'

/** A light client on connections that are kept: what it costs itself is taken from what is measured. */
export class HttpCaller {
  private readonly agent: Agent
  private readonly url: string

  constructor(url: string, connections: number) {
    this.url = url
    this.agent = new Agent({ keepAlive: true, maxSockets: connections })
  }

  /** @throws Error for an answer that is no success */
  async post(path: string, body: object, token?: string): Promise<string> {
    const { status, text } = await this.send(path, JSON.stringify(body), token)
    if (status >= 300) throw new Error(`${path.split('/')[2]} was answered ${status}`)
    return text
  }

  close(): void {
    this.agent.destroy()
  }

  private send(path: string, body: string, token?: string): Promise<{ status: number; text: string }> {
    const { hostname, port } = new URL(this.url)
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token && { authorization: `Bearer ${token}` }),
    }
    return new Promise((resolve, reject) => {
      const sent = request({ hostname, port, path, method: 'POST', agent: this.agent, headers }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
        response.on('error', reject)
      })
      sent.on('error', reject).end(body)
    })
  }
}
