import { freePort, projectRoot, readLogKey, startApp, until } from '@contactpoint/stack'
import { demoAccount, unusedCode, type RunningStack, type TestAccount } from '@contactpoint/testing'
import { afterAll, beforeAll, expect } from '@jest/globals'
import chromium from '@sparticuz/chromium'
import { join } from 'node:path'
import {
  chromium as driver,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { faultsOf } from './reading.page.ts'

/** How somebody fills in a form: with a mouse, or with keys alone. */
export interface Hand {
  fill(name: string, text: string): Promise<void>
  choose(name: string): Promise<void>
  press(name: string): Promise<void>
}

/** A browser that keeps to what a page may do: it notes what a policy refused and what went elsewhere. */
export class Visitor implements Hand {
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

  static async of(
    browser: Browser,
    stack: RunningStack,
    url: string,
    given: BrowserContextOptions = {},
  ): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: url, locale: 'en-GB', ...given })
    return new Visitor(context, await context.newPage(), stack, url)
  }

  /** Signs in on the two pages, as somebody would. */
  async signIn(username: string, by: Hand = this): Promise<void> {
    const account = await demoAccount(this.stack, username)
    await this.signInWith(account, await unusedCode(this.stack, account), by)
  }

  /** The same with an account that is no demo account. */
  async signInWith(account: TestAccount, code: string, by: Hand = this): Promise<void> {
    await this.page.goto('/')
    await by.fill('User name', account.username)
    await by.fill('Password', account.password)
    await by.press('Continue')
    await by.fill('PIN', account.pin)
    await by.fill('Code', code)
    await by.press('Sign in')
  }

  async fill(name: string, text: string): Promise<void> {
    await this.page.getByLabel(name, { exact: true }).fill(text)
  }

  /** The three fields of a day, `2026-11-29`. */
  async fillDay(date: string): Promise<void> {
    const [year, month, day] = date.split('-') as [string, string, string]
    for (const [label, value] of Object.entries({ Day: day, Month: month, Year: year })) await this.fill(label, value)
  }

  async choose(name: string): Promise<void> {
    await this.page.getByLabel(name, { exact: true }).check()
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

  /** Nothing stands in anybody's way, at a desk or on a phone. */
  async isForEverybody(): Promise<void> {
    expect(await faultsOf(this.page)).toEqual([])
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

/** For which origin identity takes what a key signs, unless it is told another. */
const KEYS_ORIGIN = 'http://localhost:3001'

/** A real browser, which comes inside a package; with all its own security, which that package's arguments would take away. */
async function openBrowser(args: readonly string[] = []): Promise<Browser> {
  const executablePath = await chromium.executablePath()
  return driver.launch({ args: ['--no-sandbox', ...args], executablePath, headless: true })
}

/** The pages of a stack, as a process of their own. */
interface Pages {
  url: string
  stop(): Promise<void>
}

/** Starts the pages before a stack that runs already. */
async function startPages(stack: RunningStack): Promise<Pages> {
  const port = await freePort()
  const { gatewayUrl, logUrl } = stack.address
  const logKey = await readLogKey(logUrl)
  const settings = {
    PORT: String(port),
    GATEWAY_URL: gatewayUrl,
    SESSION_KEY: stack.secrets.sessionKey,
    LOG_KEY: logKey,
  }
  const child = startApp(projectRoot, 'web', settings, join(stack.folder, 'logs'))
  const url = `http://localhost:${port}`
  if (!(await until(async () => (await fetch(`${url}/health/live`)).ok, 60_000, 100)))
    throw new Error('The pages did not start: see web.log')
  return { url, stop: () => child.stop() }
}

/** What a trip in a browser has beside its stack. */
export interface Visit {
  /** Where the pages are. */
  url(): string
  /** Somebody with a browser of their own, who has not signed in. */
  visitor(given?: BrowserContextOptions): Promise<Visitor>
}

/** Opens a browser, and the pages of the stack on which a trip has set out, before the tests of a file; both end after them. */
export function visit(trip: { stack: RunningStack }): Visit {
  return visiting(trip, async () => Promise.all([openBrowser(), startPages(trip.stack)]))
}

/** The same, with the pages where security keys are made for: the browser is told at which port they really are. */
export function visitWithKeys(trip: { stack: RunningStack }): Visit {
  return visiting(trip, async () => {
    const pages = await startPages(trip.stack)
    const [{ host: own }, { port }] = [new URL(KEYS_ORIGIN), new URL(pages.url)]
    const browser = await openBrowser([`--host-resolver-rules=MAP ${own} 127.0.0.1:${port}`])
    return [browser, { ...pages, url: KEYS_ORIGIN }]
  })
}

function visiting(trip: { stack: RunningStack }, open: () => Promise<[Browser, Pages]>): Visit {
  let [browser, pages] = [] as unknown as [Browser, Pages]
  beforeAll(async () => {
    ;[browser, pages] = await open()
  }, 90_000)
  afterAll(async () => {
    await browser?.close()
    await pages?.stop()
  }, 30_000)
  return { url: () => pages.url, visitor: (given) => Visitor.of(browser, trip.stack, pages.url, given) }
}
