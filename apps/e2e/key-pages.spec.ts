import { aPupil, codeShown } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { newcomer, type Newcomer } from './newcomers.trip.ts'
import { setOut } from './outset.trip.ts'
import { visitWithKeys, type Visitor } from './pages.page.ts'
import { shows } from './reading.page.ts'
import { codeNow, keysFor, typeSecrets, type PluggedKey } from './security-key.page.ts'

/** A school of Leeds, where the demo people work. */
const LEEDS_SCHOOL = '107809'

describe('somebody with a security key and a browser (S12, AC-19)', () => {
  const trip = setOut()
  const visiting = visitWithKeys(trip)
  let who: Newcomer
  let me: Visitor
  let plugIn: () => Promise<PluggedKey>
  let first: PluggedKey
  let childId = ''

  const signInWithKey = async () => {
    await typeSecrets(me, who)
    await me.press('Sign in with your key')
  }

  beforeAll(async () => {
    const pupil = aPupil({ urn: LEEDS_SCHOOL })
    await trip.census.deliver(pupil)
    childId = await trip.census.childIdOf(pupil)
    expect((await trip.practitioner.shield(childId)).status).toBe(201)
    who = await newcomer(trip, 'practitioner-override', {})
    me = await visiting.visitor()
    await me.signInWith(who.account, await codeNow(trip, who))
    plugIn = await keysFor(me.page)
    first = await plugIn()
  })

  it('reads that they have none, and adds one after PIN and code, which from then on codes do not replace', async () => {
    await me.follow('Your security keys')
    await shows(me.page, 'You have none')
    await me.isForEverybody()
    await me.press('Add a key')
    await shows(me.page, 'codes do not sign you in any more')
    await me.isForEverybody()
    await me.press('Go on')
    await shows(me.page, 'Enter the code of your device')
    await me.isForEverybody()
    await me.fill('PIN', '0000')
    await me.fill('A new code', await codeNow(trip, who))
    await me.press('Go on')
    await shows(me.page, 'The PIN, the code or the key is wrong')
    await me.fill('PIN', who.account.pin)
    await me.fill('A new code', await codeNow(trip, who))
    await me.press('Go on')
    await shows(me.page, 'Touch the new key')
    await me.isForEverybody()
    await me.press('Add this key')
    await shows(me.page, 'Key 1')
    await shows(me.page, 'Add a second key')
    await me.isForEverybody()
  })

  it('signs in with the key, and not with a right code, which looks like any failure', async () => {
    await me.press('Sign out')
    await typeSecrets(me, who)
    await me.isForEverybody()
    await me.fill('Code', await codeNow(trip, who))
    await me.press('Sign in')
    await shows(me.page, 'You could not be signed in')
    await signInWithKey()
    await me.page.waitForURL('**/search')
    expect(await me.heading()).toBe('Find a child')
  })

  it('is told to enter the PIN before the key is asked, and what to do when no key signs', async () => {
    const other = await visiting.visitor()
    await typeSecrets(other, who)
    await other.fill('PIN', '')
    await other.press('Sign in with your key')
    await shows(other.page, 'Enter your PIN first')
    await other.isForEverybody()
    await other.context.close()
  })

  it('overrides a shield with the key in the place of a code', async () => {
    await me.page.goto(`/children/${childId}/override`)
    await me.choose('I am worried about the child’s safety')
    await me.press('Go on')
    await shows(me.page, 'You are about to override a shield')
    await me.isForEverybody()
    expect(await me.page.getByLabel('A new code').count()).toBe(0)
    await me.fill('PIN', who.account.pin)
    await me.press('Open the record with your key')
    await me.page.waitForURL(`**/children/${childId}`)
    await shows(me.page, 'Leave the record')
  })

  it('adds another with the first, and removes one, but never the last that signs', async () => {
    await me.page.goto('/keys/add')
    await me.isForEverybody()
    await me.fill('PIN', who.account.pin)
    await me.press('Go on with your key')
    await shows(me.page, 'Touch the new key')
    await first.touch(false)
    const second = await plugIn()
    await me.press('Add this key')
    await shows(me.page, 'Key 2')
    await second.pull()
    await first.touch(true)
    await me.isForEverybody()
    const [last, removal] = await Promise.all(
      [1, 2].map((n) => me.page.getByRole('link', { name: `key ${n}` }).getAttribute('href')),
    )
    await me.page.goto(removal!)
    await me.isForEverybody()
    await me.fill('PIN', who.account.pin)
    await me.press('Remove it with your key')
    await shows(me.page, 'Add a second key')
    expect(await me.page.getByRole('link', { name: 'Remove it' }).count()).toBe(0)
    await me.page.goto(last!)
    await me.fill('PIN', who.account.pin)
    await me.press('Remove it with your key')
    await shows(me.page, 'The last key cannot be removed')
    await me.isForEverybody()
    await me.page.goto('/keys')
    await me.press('Sign out')
    await signInWithKey()
    await me.page.waitForURL('**/search')
  })

  it('without JavaScript reads that a key signs nothing here', async () => {
    const other = await visiting.visitor({ javaScriptEnabled: false })
    await typeSecrets(other, who)
    expect(await other.text()).toContain('A security key needs a browser with JavaScript')
    await other.press('Sign in with your key')
    await shows(other.page, 'Your key has signed nothing')
    await other.context.close()
  })

  it('who has lost it is let in again in person by two, one of whom the pages do not let do both', async () => {
    const [one, other] = [await visiting.visitor(), await visiting.visitor()]
    await one.signIn('accreditor')
    await other.signIn('accreditor-2')
    await one.page.goto(`/people/${who.personId}`)
    await one.follow('They have lost their key or device, or forgotten a secret')
    await one.isForEverybody()
    await one.press('They are here, and I have checked who they are')
    await shows(one.page, 'Select why they cannot sign in')
    await one.choose('They have lost their key or the device that shows their codes')
    await one.fill('Where it stands that you checked who they are, in person', 'ID/2026/0417')
    await one.press('They are here, and I have checked who they are')
    await shows(one.page, 'You have begun it')
    await one.isForEverybody()
    await other.page.goto(new URL(one.page.url()).pathname)
    await other.isForEverybody()
    await other.press('Approve it')
    await shows(other.page, 'They can enrol anew')
    await other.isForEverybody()
    expect(await other.page.locator('#enrolment-code').innerText()).toMatch(/^[A-Z0-9-]{19}$/)
    await me.page.goto('/keys')
    await me.page.getByText('Your session has ended').waitFor()
    await typeSecrets(me, who)
    await me.fill('Code', codeShown(who.account))
    await me.press('Sign in')
    await shows(me.page, 'You could not be signed in')
    expect([one, other, me].flatMap(({ complaints, elsewhere }) => [...complaints, ...elsewhere])).toEqual([])
  })
})
