import { api, type KeyAssertion, type KeySignInOptions } from '@contactpoint/contracts'
import type { ApiClient, TestAccount } from '@contactpoint/testing'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'

/** What came of luring somebody: what was signed for which origin, and how the server answered it; or why the browser refused. */
export type Lured = { origin: string; status: number } | { refused: string }

/** Asks the browser's key for exactly what our own page asks, and hands on what it says. */
const PAGE = `<!doctype html><title>ContactPoint</title><h1>Sign in to ContactPoint</h1><button>Sign in with your key</button><script>
const bytes = (text) => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
document.querySelector('button').addEventListener('click', async () => {
  const { challenge, allowCredentials, ...options } = await (await fetch('/options')).json()
  const allowed = allowCredentials.map((one) => ({ ...one, id: bytes(one.id) }))
  const publicKey = { ...options, challenge: bytes(challenge), allowCredentials: allowed }
  document.title = await navigator.credentials.get({ publicKey }).then(async ({ id, response }) => {
    const { clientDataJSON, authenticatorData, signature } = response
    const said = { id, clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature) }
    return (await fetch('/relay', { method: 'POST', body: JSON.stringify(said) })).text()
  }, (error) => JSON.stringify({ refused: error.name }))
})
</script>`

/** A page on another origin that stands between somebody and us: it asks us what to sign, and uses at once what it is given. */
export class LookAlike {
  private account!: TestAccount
  private last!: KeyAssertion

  private constructor(
    private readonly gateway: ApiClient,
    private readonly server: Server,
  ) {}

  static async before(gateway: ApiClient): Promise<LookAlike> {
    const server = createServer()
    const one = new LookAlike(gateway, server)
    server.on('request', (request, response) => {
      const answer = request.url === '/options' ? one.options() : request.url === '/relay' ? one.relay(request) : PAGE
      void Promise.resolve(answer).then((body) => response.setHeader('Content-Type', 'text/html').end(body))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return one
  }

  origin(host: string): string {
    return `http://${host}:${(this.server.address() as AddressInfo).port}`
  }

  /** Somebody who has typed everything else already presses the button. */
  async lure(page: Page, host: string, account: TestAccount): Promise<Lured> {
    this.account = account
    await page.goto(this.origin(host))
    await page.getByRole('button').click()
    await page.waitForFunction("document.title.startsWith('{')")
    return JSON.parse(await page.title()) as Lured
  }

  /** What was signed last, as if it had been signed on a page of ours. */
  async relayAs(origin: string): Promise<{ status: number }> {
    const said = JSON.parse(Buffer.from(this.last.clientDataJSON, 'base64url').toString()) as object
    const { challenge } = JSON.parse(await this.options()) as KeySignInOptions
    const changed = Buffer.from(JSON.stringify({ ...said, challenge, origin })).toString('base64url')
    return this.use({ ...this.last, clientDataJSON: changed })
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  private async options(): Promise<string> {
    const { username } = this.account
    return JSON.stringify((await this.gateway.post(api.authenticators.signInOptions.path, { username })).body)
  }

  private async relay(request: AsyncIterable<Buffer>): Promise<string> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    this.last = JSON.parse(Buffer.concat(parts).toString()) as KeyAssertion
    const { origin } = JSON.parse(Buffer.from(this.last.clientDataJSON, 'base64url').toString()) as { origin: string }
    return JSON.stringify({ origin, ...(await this.use(this.last)) })
  }

  private async use(assertion: KeyAssertion): Promise<{ status: number }> {
    const { username, password, pin } = this.account
    const { status } = await this.gateway.post(api.sessions.open.path, { username, password, pin, assertion })
    return { status }
  }
}
