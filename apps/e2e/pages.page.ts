import { freePort, projectRoot, startApp, until } from '@contactpoint/stack'
import { demoAccount, unusedCode, type RunningStack } from '@contactpoint/testing'
import chromium from '@sparticuz/chromium'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { chromium as driver, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** A browser that keeps to what a page may do: it notes what a policy refused and what went elsewhere. */
export class Visitor {
  /** What the pages' own security policy stopped, and scripts that failed. */
  readonly complaints: string[] = []
  /** Requests to anywhere but the pages. */
  readonly elsewhere: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    private readonly stack: RunningStack,
    private readonly url: string,
  ) {
    this.watch(page)
  }

  static async of(browser: Browser, stack: RunningStack, url: string): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: url, locale: 'en-GB' })
    return new Visitor(context, await context.newPage(), stack, url)
  }

  /** Signs in on the two pages, as somebody would. */
  async signIn(username: string): Promise<void> {
    const account = await demoAccount(this.stack, username)
    await this.page.goto('/')
    await this.page.getByLabel('User name').fill(username)
    await this.page.getByLabel('Password').fill(account.password)
    await this.press('Continue')
    await this.page.getByLabel('PIN').fill(account.pin)
    await this.page.getByLabel('Code', { exact: true }).fill(await unusedCode(this.stack, account))
    await this.press('Sign in')
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  async follow(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).first().click()
  }

  heading(): Promise<string> {
    return this.page.getByRole('heading', { level: 1 }).innerText()
  }

  text(): Promise<string> {
    return this.page.locator('main').innerText()
  }

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error' && !message.text().includes('the server responded'))
        this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('request', (request) => {
      const { origin } = new URL(request.url())
      if (origin !== this.url && !request.url().startsWith('data:')) this.elsewhere.push(origin)
    })
  }
}

/** A real browser, which comes inside a package. */
export async function openBrowser(): Promise<Browser> {
  // In one process for all, what a page fetches later goes with the cookies of another person's browser.
  const args = chromium.args.filter((one) => one !== '--single-process' && one !== '--no-zygote')
  return driver.launch({ args, executablePath: await chromium.executablePath(), headless: true })
}

/** Pages of a stack that was started without any. */
export interface RunningPages {
  url: string
  stop(): Promise<void>
}

/** Starts the pages against a stack that runs. A browser keeps its session for `localhost` alone without TLS. */
export async function startPages(stack: RunningStack): Promise<RunningPages> {
  const port = await freePort()
  const settings = {
    ...{ PORT: String(port), GATEWAY_URL: stack.address.gatewayUrl, SESSION_KEY: randomBytes(32).toString('hex') },
  }
  const web = startApp(projectRoot, 'web', settings, join(stack.folder, 'logs'))
  const isUp = await until(async () => (await fetch(`http://127.0.0.1:${port}/health/live`)).ok, 60_000, 100)
  if (!isUp) throw new Error('The pages did not start; see the logs of the stack')
  return { url: `http://localhost:${port}`, stop: async () => void (await web.stop()) }
}
