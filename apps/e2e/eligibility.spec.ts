import { api, pathTo } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { asAdministrator, demoAccount, unusedCode, sharedStack, type RunningStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

let stack: RunningStack
let databases: Awaited<ReturnType<typeof asAdministrator>>
let refusal: unknown

beforeAll(async () => {
  stack = await sharedStack()
  databases = await asAdministrator(stack)
  refusal = (await stack.api.post(api.sessions.open.path, { username: 'nobody' })).body
})

afterAll(async () => {
  // Others sign in on this stack too.
  for (const username of touched) await setDates(username, {})
  await databases?.close()
})

const names = ['identityCheck', 'enhancedDisclosure', 'training'] as const
const later = new Date(Date.now() + 24 * 60 * 60 * 1000)
const earlier = new Date(Date.now() - 1000)

const touched = new Set<string>()

async function setDates(username: string, dates: Partial<Record<(typeof names)[number], Date | null>>): Promise<void> {
  touched.add(username)
  const inDate = { identityCheck: later, enhancedDisclosure: later, training: later }
  const preconditions = { ...inDate, officerVetting: later, ...dates }
  await databases.db('identity').collection('people').updateOne({ username }, { $set: { preconditions } })
}

/** With everything right that somebody can type. */
async function signIn(username: string) {
  const account = await demoAccount(stack, username)
  const { password, pin } = account
  return stack.api.post(api.sessions.open.path, { username, password, pin, code: await unusedCode(stack, account) })
}

/** Each on an account of its own: a refused sign-in has used its code too. */
const MATRIX: [string, boolean, boolean, boolean][] = [
  ['practitioner', true, true, true],
  ['cpmt', true, true, false],
  ['data-steward', true, false, true],
  ['accreditor', true, false, false],
  ['trainer', false, true, true],
  ['auditor', false, true, false],
  ['operator', false, false, true],
  ['shield-officer-1', false, false, false],
]

describe('signing in with identity check, enhanced disclosure and training (S10, I7)', () => {
  it.each(MATRIX)('%s: %s, %s and %s in date', async (username, ...inDate) => {
    const dates = Object.fromEntries(names.map((name, n) => [name, inDate[n] ? later : n % 2 ? null : earlier]))
    await setDates(username, dates)
    const { status, body } = await signIn(username)
    if (inDate.every(Boolean)) return expect(status).toBe(201)
    expect({ status, body }).toEqual({ status: 401, body: refusal })
  })

  it('ends when the first of the three does: the token is cut to it, and no renewal outlives it', async () => {
    const accounts = ['shield-officer-2', 'practitioner', 'practitioner-override']
    const lapse = new Date(Date.now() + 4_000)
    const trips = accounts.map(async (username, n) => {
      await setDates(username, { [names[n]!]: lapse })
      const { status, body } = await signIn(username)
      expect(status).toBe(201)
      expect([1, 2, 3]).toContain(body.expiresIn)
      await eventually(async () => Date.now() > lapse.getTime(), 10_000, 50)
      const headers = { authorization: `Bearer ${body.accessToken as string}` }
      expect((await fetch(stack.api.url + pathTo(api.places.getAuthority, { code: '383' }), { headers })).status).toBe(
        401,
      )
      const renewal = await stack.api.post(api.sessions.renew.path, { refreshToken: body.refreshToken })
      expect({ status: renewal.status, body: renewal.body }).toEqual({ status: 401, body: refusal })
    })
    await Promise.all(trips)
  })

  it('ends the running session of somebody whose check is withdrawn, at the next renewal', async () => {
    await setDates('practitioner-override', {})
    const { body } = await signIn('practitioner-override')
    await setDates('practitioner-override', { enhancedDisclosure: null })
    const renewal = await stack.api.post(api.sessions.renew.path, { refreshToken: body.refreshToken })
    expect(renewal.status).toBe(401)
  })
})
