import { api, pathTo } from '@contactpoint/contracts'
import { ApiClient, demoAccount, ProofKey, unusedCode } from '@contactpoint/testing'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setOut } from './outset.trip.ts'
import { visit } from './pages.page.ts'

interface Tokens {
  accessToken: string
  refreshToken: string
  tokenType: string
}

const PLACE = pathTo(api.places.getAuthority, { code: '383' })

describe('a session that is bound to a key (AC-19)', () => {
  const trip = setOut()
  const visiting = visit(trip)
  let key: ProofKey
  let own: Tokens

  const nobody = () => new ApiClient(trip.stack.api.url)
  const proofFor = (path: string, by = key) => by.proof('POST', trip.stack.api.url + path, null)
  const renew = (refreshToken: string, headers: Record<string, string> = {}) =>
    nobody().post<Tokens>(api.sessions.renew.path, { refreshToken }, headers)
  const renewWith = async (refreshToken: string, by = key) =>
    renew(refreshToken, { dpop: await proofFor(api.sessions.renew.path, by) })

  beforeAll(async () => {
    key = await ProofKey.make()
    const account = await demoAccount(trip.stack, 'practitioner')
    const { username, password, pin } = account
    const typed = { username, password, pin, code: await unusedCode(trip.stack, account) }
    const dpop = await proofFor(api.sessions.open.path)
    const { status, body } = await nobody().post<Tokens>(api.sessions.open.path, typed, { dpop })
    expect([status, body.tokenType]).toEqual([201, 'DPoP'])
    own = body
  })

  it('is used with its key, whatever is asked, and is renewed by itself', async () => {
    const account = await demoAccount(trip.stack, 'practitioner')
    const client = await nobody().signIn(account, unusedCode(trip.stack, account), { bound: true })
    const found = await client.search({ familyName: 'Nobodyhere', dateOfBirth: '2012-06-27' })
    expect(found.status).toBe(200)
    expect((await client.get(`${PLACE}?`)).status).toBe(200)
    expect((await new ApiClient(client.url, client.accessToken).get(PLACE)).status).toBe(401)
  })

  it('is worth nothing to whoever has stolen its access token: as it stands, or with a key of their own', async () => {
    const thief = await ProofKey.make()
    expect((await new ApiClient(trip.stack.api.url, own.accessToken, null, key).get(PLACE)).status).toBe(200)
    for (const stolen of [
      new ApiClient(trip.stack.api.url, own.accessToken),
      new ApiClient(trip.stack.api.url, own.accessToken, null, thief),
    ]) {
      const { status, body } = await stolen.get(PLACE)
      expect([status, body.title]).toEqual([401, 'unauthenticated'])
    }
  })

  it('is not renewed by whoever has stolen its refresh token, and goes on for whose it is', async () => {
    const thief = await ProofKey.make()
    expect((await renew(own.refreshToken)).status).toBe(401)
    expect((await renewWith(own.refreshToken, thief)).status).toBe(401)
    const next = await renewWith(own.refreshToken)
    expect([next.status, next.body.tokenType]).toEqual([201, 'DPoP'])
    expect((await renew(own.refreshToken)).status).toBe(401)
    expect((await renewWith(own.refreshToken, thief)).status).toBe(401)
    const last = await renewWith(next.body.refreshToken)
    expect(last.status).toBe(201)
    own = last.body
  })

  it('knows no proof twice, neither for a question nor for a renewal', async () => {
    const headers = {
      authorization: `DPoP ${own.accessToken}`,
      dpop: await key.proof('GET', trip.stack.api.url + PLACE, own.accessToken),
    }
    const ask = async () => (await fetch(trip.stack.api.url + PLACE, { headers })).status
    expect([await ask(), await ask()]).toEqual([200, 401])
    const dpop = await proofFor(api.sessions.renew.path)
    const renewed = await renew(own.refreshToken, { dpop })
    expect((await renew(renewed.body.refreshToken, { dpop })).status).toBe(401)
    const last = await renewWith(renewed.body.refreshToken)
    expect(last.status).toBe(201)
    own = last.body
  })

  it('that is signed out of with its key is over, and only then', async () => {
    const path = api.sessions.close.path
    expect((await new ApiClient(trip.stack.api.url, own.accessToken).delete(path)).status).toBe(401)
    expect((await new ApiClient(trip.stack.api.url, own.accessToken, null, key).delete(path)).status).toBe(204)
    expect((await renewWith(own.refreshToken)).status).toBe(401)
  })

  it('is what everybody has who signs in on the pages', async () => {
    const me = await visiting.visitor()
    await me.signIn('practitioner-other')
    await me.page.goto('/search')
    expect(await me.heading()).toContain('Find')
    const { personId } = await trip.stack.signIn('practitioner-other')
    const kept = trip.databases.db('identity').collection<{ personId: string; boundTo: string | null }>('sessions')
    const [last] = await kept.find({ personId }).sort({ startedAt: -1 }).limit(1).toArray()
    expect(last!.boundTo).toMatch(/^[\w-]{43}$/)
    expect(me.complaints).toEqual([])
  })

  it('leaves nothing of its proofs in any log', async () => {
    const folder = join(trip.stack.folder, 'logs')
    const logs = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
    const { boundTo } = (await trip.databases
      .db('identity')
      .collection('sessions')
      .findOne({ boundTo: { $ne: null } }))!
    for (const word of [boundTo as string, 'dpop', own.accessToken, key.publicJwk.x])
      expect(logs.filter((text) => text.includes(word))).toEqual([])
  })
})
