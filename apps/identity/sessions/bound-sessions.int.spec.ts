import { proveKey } from '@contactpoint/bus'
import { MasterKey } from '@contactpoint/runtime'
import { aRoom, inACall, letIn, type Room } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { generateSecret, generateSync } from 'otplib'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { TOTP_SEED } from '../authenticators/authenticators.service.ts'
import { hashSecret } from '../authenticators/hashing.service.ts'
import { IdentityConfig } from '../identity.config.ts'
import { SessionsService } from './sessions.service.ts'

let room: Room
let hash: string

beforeAll(async () => {
  room = await aRoom(identity)
  hash = await hashSecret('4711')
})

afterAll(() => room?.close())

const sessions = () => room.get(SessionsService)
const refused = { code: 'unauthenticated', message: 'Sign in first: the access token is missing, expired or not valid' }

/** What somebody types who may sign in. */
async function aPerson() {
  const [username, secret] = [await letIn(room.db), generateSecret()]
  const totpSeed = new MasterKey(room.stack.secrets.masterKey).seal(TOTP_SEED, secret)
  const authenticator = { _id: username, passwordHash: hash, pinHash: hash, totpSeed, lastStep: 0 }
  await room.db.collection<{ _id: string }>('authenticators').insertOne(authenticator as { _id: string })
  return { username, password: '4711', pin: '4711', code: generateSync({ secret }) }
}

describe('a session that is bound to a key', () => {
  const [OWN, THEIRS] = ['o'.repeat(43), 't'.repeat(43)]
  const proving = <T>(key: string | null, work: () => Promise<T>): Promise<T> =>
    inACall(() => {
      if (key !== null) proveKey(key)
      return work()
    }, randomUUID())
  const signIn = (credentials: unknown) => proving(null, () => sessions().open(credentials))
  const bound = async () => proving(OWN, async () => sessions().open(await aPerson()))
  const renew = (refreshToken: string, key: string | null) => proving(key, () => sessions().renew({ refreshToken }))
  const claimsOf = (token: string) =>
    JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { cnf?: object }

  it('has tokens that say so, those that it is renewed with too; one that is bound to none has none', async () => {
    const first = await bound()
    expect([first.tokenType, claimsOf(first.accessToken).cnf]).toEqual(['DPoP', { jkt: OWN }])
    const next = await renew(first.refreshToken, OWN)
    expect([next.tokenType, claimsOf(next.accessToken).cnf]).toEqual(['DPoP', { jkt: OWN }])
    const plain = await signIn(await aPerson())
    expect([plain.tokenType, claimsOf(plain.accessToken).cnf]).toEqual(['Bearer', undefined])
  })

  it('is renewed with its key only, and goes on whoever else shows its refresh token, the next or a former one', async () => {
    const { refreshToken } = await bound()
    for (const key of [null, THEIRS]) await expect(renew(refreshToken, key)).rejects.toMatchObject(refused)
    const next = await renew(refreshToken, OWN)
    for (const key of [null, THEIRS]) await expect(renew(refreshToken, key)).rejects.toMatchObject(refused)
    await expect(renew(next.refreshToken, OWN)).resolves.toMatchObject({ tokenType: 'DPoP' })
  })

  it('ends when a refresh token is shown again with its key', async () => {
    const { refreshToken } = await bound()
    const next = await renew(refreshToken, OWN)
    await expect(renew(refreshToken, OWN)).rejects.toMatchObject(refused)
    await expect(renew(next.refreshToken, OWN)).rejects.toMatchObject(refused)
  })

  it('is renewed by its owner alone, however many thieves show the token at the same moment', async () => {
    const { refreshToken } = await bound()
    const keys = [null, THEIRS, null, THEIRS, OWN, null, THEIRS, null, THEIRS]
    const answers = await Promise.allSettled(keys.map((key) => renew(refreshToken, key)))
    const won = answers.flatMap((answer, n) =>
      answer.status === 'fulfilled' ? [[keys[n], answer.value] as const] : [],
    )
    expect(won.map(([key]) => key)).toEqual([OWN])
    await expect(renew(won[0]![1].refreshToken, OWN)).resolves.toMatchObject({ tokenType: 'DPoP' })
  })

  it('is renewed for exactly one of ten who show one token with its key at the same moment', async () => {
    const { refreshToken } = await bound()
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => renew(refreshToken, OWN)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is not what one of before becomes: it goes on unbound, whatever key is proved, and though it says nothing of keys', async () => {
    const { refreshToken } = await signIn(await aPerson())
    const stored = room.db.collection<{ _id: string }>('sessions')
    await stored.updateOne({ _id: refreshToken.split('.')[0]! }, { $unset: { boundTo: '' } })
    const next = await renew(refreshToken, OWN)
    expect(next.tokenType).toBe('Bearer')
    await expect(renew(next.refreshToken, null)).resolves.toMatchObject({ tokenType: 'Bearer' })
  })

  describe('where no other is taken', () => {
    beforeEach(() => void (room.get(IdentityConfig).boundSessionsOnly = 'yes'))
    afterEach(() => void delete room.get(IdentityConfig).boundSessionsOnly)

    it('is the only one that is begun, and a code is not used up by trying without a key', async () => {
      const credentials = await aPerson()
      await expect(signIn(credentials)).rejects.toMatchObject(refused)
      await expect(proving(OWN, () => sessions().open(credentials))).resolves.toMatchObject({ tokenType: 'DPoP' })
    })

    it('is the only one that goes on', async () => {
      delete room.get(IdentityConfig).boundSessionsOnly
      const [{ refreshToken: plain }, own] = [await signIn(await aPerson()), await bound()]
      room.get(IdentityConfig).boundSessionsOnly = 'yes'
      for (const key of [null, OWN]) await expect(renew(plain, key)).rejects.toMatchObject(refused)
      await expect(renew(own.refreshToken, OWN)).resolves.toMatchObject({ tokenType: 'DPoP' })
    })
  })
})
