import { demoAccount, unusedCode } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { setOut } from './outset.trip.ts'
import { visit, type Visitor } from './pages.page.ts'

const REASON = 'To put a record right'

/** To an address; as a form of this type, so written. */
type Sent = readonly [path: string, type?: string, body?: string, encoding?: string]

describe('the pages hold', () => {
  const trip = setOut()
  const visiting = visit(trip)
  let me: Visitor

  const cookies = async () => me.context.cookies()
  const cookieNamed = async (name: string) => (await cookies()).find((cookie) => cookie.name === name)!
  const setCookie = async (name: string, value: string) =>
    me.context.addCookies([{ ...(await cookieNamed(name)), value }])

  beforeAll(async () => {
    me = await visiting.visitor()
    await me.signIn('practitioner-other')
  })

  it('their session where no script and no other site reads it, and nobody reads what is in it', async () => {
    const session = await cookieNamed('__Host-session')
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/', expires: -1 })
    expect(Buffer.from(session.value, 'base64').toString()).not.toMatch(/practitioner|eyJ/)
    expect(session.value.length).toBeLessThan(4_000)
  })

  it('what they say in no cache, no frame, no referrer, and their scripts and styles to their own', async () => {
    const { headers } = await fetch(`${visiting.url()}/`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    const policy = headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })

  it('a form of another site back: nothing is done by it, whatever cookie comes with it', async () => {
    const cookie = (await cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const send = (body: string) =>
      fetch(`${visiting.url()}/search`, {
        ...{ method: 'POST', redirect: 'manual', body },
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Another' },
      })
    for (const body of ['familyName=mainw', 'familyName=mainw&_csrf=made-up'])
      expect((await send(body)).status).toBe(403)
  })

  it('what one typed when the session ends meanwhile, for the same person and nobody else', async () => {
    await me.page.goto('/search')
    await me.page.getByLabel(REASON).check()
    await me.page.getByLabel('Family name', { exact: true }).fill('Łąkowska')
    await setCookie('__Host-device', 'another-browser')
    await me.press('Search')
    expect(await me.text()).toContain('Your session has ended')
    expect(await me.text()).not.toContain('Łąkowska')
    await me.signIn('practitioner-other')
    expect(await me.text()).toContain('What you had typed is still here')
    expect(await me.page.getByLabel('Family name', { exact: true }).inputValue()).toBe('Łąkowska')
    expect(await me.page.getByLabel(REASON).isChecked()).toBe(true)
  })

  it('a button that is pressed when the session has ended, by going on where it stands', async () => {
    await me.page.goto('/search')
    const page = await me.page.locator('input[name="_page"]').first().inputValue()
    expect(page).toBe('/search')
    await setCookie('__Host-device', 'another-browser')
    await me.press('Sign out')
    expect(await me.heading()).toBe('Sign in to ContactPoint')
    await me.signIn('practitioner-other')
    expect(await me.heading()).toBe('Find a child')
  })

  it('whatever cannot be read for a mistake of who sent it: they go on, and so does everybody’s session', async () => {
    const before = (await trip.stack.now()).restarts['web']
    const cookie = (await cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const form = 'application/x-www-form-urlencoded'
    const get = ['nosuch.css', '%', '%00', '..%2fmain.js', 'a/'.repeat(2_000)].map((name): Sent => [`/assets/${name}`])
    const many = Array.from({ length: 3_000 }, (_, n) => `a${n}=1`).join('&')
    const posted: Sent[] = [
      ['/', form, `a=${'b'.repeat(300_000)}`],
      ['/', form, many],
      ['/', `${form}; charset=foo`, 'a=b'],
      ['/', form, 'a=b', 'foo'],
      ['/', form, 'a=b', 'gzip'],
      ...['/shields/bulk', '/training', '/models/propose'].flatMap((path): Sent[] => [
        [path, 'multipart/form-data', 'a'],
        [path, 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="a"'],
      ]),
    ]
    for (const [path, type, body, encoding] of [...get, ...posted]) {
      const headers = {
        ...(type && { 'content-type': type }),
        ...(encoding && { 'content-encoding': encoding }),
        cookie,
      }
      const by = type ? { method: 'POST', body } : {}
      const answer = await fetch(`${visiting.url()}${path}`, { ...by, redirect: 'manual', headers })
      const seen = [answer.status >= 400 && answer.status < 500, answer.headers.get('cache-control')]
      expect([path, type, ...seen]).toEqual([path, type, true, 'no-store'])
      expect(await answer.text()).toMatch(/There is no such page|This could not be read/)
    }
    expect((await trip.stack.now()).restarts['web']).toEqual(before)
    await me.page.goto('/search')
    expect(await me.heading()).toBe('Find a child')
  })

  it('cookies that are no cookies to be none', async () => {
    for (const cookie of ['__Host-session=%E0%A4%A', '__Host-session=Fe26.2**x; __Host-device=%', 'a=b;;; ='])
      expect((await fetch(`${visiting.url()}/`, { headers: { cookie } })).status).toBe(200)
  })

  it('a session that was tampered with, or taken to another browser, to be none', async () => {
    const { value } = await cookieNamed('__Host-session')
    const middle = Math.floor(value.length / 2)
    await setCookie(
      '__Host-session',
      value.slice(0, middle) + (value[middle] === 'A' ? 'B' : 'A') + value.slice(middle + 1),
    )
    await me.page.goto('/search')
    expect(await me.heading()).toBe('Sign in to ContactPoint')
    const thief = await visiting.visitor()
    await thief.context.addCookies([{ ...(await cookieNamed('__Host-session')), value }])
    await thief.page.goto('/search')
    expect(await thief.heading()).toBe('Sign in to ContactPoint')
    await thief.context.close()
    await setCookie('__Host-session', value)
    await me.page.goto('/search')
    expect(await me.heading()).toBe('Find a child')
  })

  it('a form that is sent twice to be one', async () => {
    const account = await demoAccount(trip.stack, 'trainer')
    const other = await visiting.visitor()
    await other.page.goto('/')
    await other.page.getByLabel('User name').fill('trainer')
    await other.page.getByLabel('Password').fill(account.password)
    await other.press('Continue')
    await other.page.getByLabel('PIN').fill(account.pin)
    await other.page.getByLabel('Code', { exact: true }).fill(await unusedCode(trip.stack, account))
    await other.page.getByRole('button', { name: 'Sign in', exact: true }).dblclick()
    await other.page.waitForURL(`${visiting.url()}/training`)
    expect(await other.heading()).toBe('Training')
    await other.page.goto('/search')
    expect(await other.heading()).toBe('This page is not part of your work')
    await other.context.close()
  })

  it('when the gateway dies: a page says so, and shows the work again by itself', async () => {
    await trip.stack.kill('gateway')
    await me.page.goto('/work')
    const heading = await me.heading()
    if (heading !== 'My work') expect(heading).toBe('ContactPoint does not work at the moment')
    await me.page.getByRole('heading', { name: 'My work' }).waitFor({ timeout: 60_000 })
  })
})
