import { api } from '@contactpoint/contracts'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { LookAlike } from './look-alike.page.ts'
import { newcomer, type Newcomer } from './newcomers.trip.ts'
import { setOut } from './outset.trip.ts'
import { visitWithKeys, type Visitor } from './pages.page.ts'
import { addFirstKey, codeNow, keysFor, typeSecrets } from './security-key.page.ts'

describe('a page that looks like ours and relays what is done there (AC-19)', () => {
  const trip = setOut()
  const visiting = visitWithKeys(trip)
  let [who, unkeyed] = [] as unknown as [Newcomer, Newcomer]
  let victim: Visitor
  let lookAlike: LookAlike

  beforeAll(async () => {
    who = await newcomer(trip, 'practitioner', {})
    unkeyed = await newcomer(trip, 'practitioner', {})
    lookAlike = await LookAlike.before(trip.stack.api)
    victim = await visiting.visitor()
    await victim.signInWith(who.account, await codeNow(trip, who))
    const plugIn = await keysFor(victim.page)
    await plugIn()
    await addFirstKey(victim, trip, who)
  })

  afterAll(() => lookAlike?.close())

  it('has nothing of a key that is used on it: the browser signs for that page, which the server refuses', async () => {
    const signed = await lookAlike.lure(victim.page, 'localhost', who.account)
    expect(signed).toEqual({ origin: lookAlike.origin('localhost'), status: 401 })
    // As if the browser had said nothing of where it was.
    expect((await lookAlike.relayAs('http://localhost:3001')).status).toBe(401)
  })

  it('is not even answered by the key where its name is another', async () => {
    const signed = await lookAlike.lure(victim.page, '127.0.0.1', who.account)
    expect(signed).toEqual({ refused: 'SecurityError' })
  })

  it('has nothing of a code that is typed on it, from whoever has a key; from others it has all of it', async () => {
    const { open } = api.sessions
    const relay = async (one: Newcomer) => {
      const { username, password, pin } = one.account
      return (await trip.stack.api.post(open.path, { username, password, pin, code: await codeNow(trip, one) })).status
    }
    expect(await relay(who)).toBe(401)
    expect(await relay(unkeyed)).toBe(201)
  })

  it('takes nothing away: on our own pages the same key signs its person in', async () => {
    await victim.page.goto('/')
    await victim.press('Sign out').catch(() => undefined)
    await typeSecrets(victim, who)
    await victim.press('Sign in with your key')
    await victim.page.waitForURL('**/search')
  })
})
