import type { Page } from 'playwright-core'
import type { Newcomer } from './newcomers.trip.ts'
import type { Outset } from './outset.trip.ts'
import type { Visitor } from './pages.page.ts'
import { codeShown } from '@contactpoint/testing'

/** A security key that the browser believes to be plugged in: it is touched, and knows its PIN, whenever it is asked, unless nobody touches it. */
export interface PluggedKey {
  touch(isTouched: boolean): Promise<void>
  pull(): Promise<void>
}

/** Gives a page keys that there are not. @returns what plugs another one in */
export async function keysFor(page: Page): Promise<() => Promise<PluggedKey>> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const usb = { protocol: 'ctap2', transport: 'usb', hasResidentKey: false } as const
  const options = { ...usb, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
  return async () => {
    const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', { options })
    return {
      touch: async (enabled) =>
        void (await session.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })),
      pull: async () => void (await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })),
    }
  }
}

/** A code that is taken, without waiting for the next: that none is taken twice, sign-in.spec.ts shows. */
export async function codeNow({ databases }: Outset, { personId, account }: Newcomer): Promise<string> {
  const authenticators = databases.db('identity').collection<{ _id: string }>('authenticators')
  await authenticators.updateOne({ _id: personId }, { $set: { lastStep: 0 } })
  return codeShown(account)
}

/** Types user name, password and PIN, on the two pages for signing in. */
export async function typeSecrets(visitor: Visitor, { account }: Newcomer): Promise<void> {
  await visitor.page.goto('/')
  await visitor.fill('User name', account.username)
  await visitor.fill('Password', account.password)
  await visitor.press('Continue')
  await visitor.fill('PIN', account.pin)
}

/** Adds the first key of somebody who is signed in, as they would. */
export async function addFirstKey(visitor: Visitor, trip: Outset, who: Newcomer): Promise<void> {
  await visitor.page.goto('/keys/add')
  await visitor.fill('PIN', who.account.pin)
  await visitor.fill('A new code', await codeNow(trip, who))
  await visitor.press('Go on')
  await visitor.press('Add this key')
  await visitor.page.getByText('Key 1').waitFor()
}
