import { TokenVerifier, tokenKeys } from '@contactpoint/bus'
import { MasterKey } from '@contactpoint/runtime'
import { aRoom, inACall, letIn, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { generateSecret, generateSync } from 'otplib'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { TOTP_SEED } from '../authenticators/authenticators.service.ts'
import { hashSecret } from '../authenticators/hashing.service.ts'
import { ClientsService } from '../clients/clients.service.ts'
import type { Preconditions } from '../people/people.schema.ts'
import { SessionsService } from './sessions.service.ts'
import { TokensService } from './tokens.service.ts'

const PASSWORD = 'correct horse'
const PIN = '4711'
const HOUR_MS = 60 * 60 * 1000

let room: Room
let masterKey: MasterKey
let hashes: { password: string; pin: string }
let address: string

beforeAll(async () => {
  room = await aRoom(identity)
  masterKey = new MasterKey(room.stack.secrets.masterKey)
  hashes = { password: await hashSecret(PASSWORD), pin: await hashSecret(PIN) }
})

// Tries are counted by address too: each test comes from its own.
beforeEach(() => {
  address = randomUUID()
})

afterAll(() => room?.close())

const sessions = () => room.get(SessionsService)
const asked = <T>(work: () => Promise<T>): Promise<T> => inACall(work, address)
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS)

/** Somebody who may sign in, but for what is given. */
async function aPerson(preconditions: Partial<Preconditions> = {}) {
  const inDate = { identityCheck: inHours(1), enhancedDisclosure: inHours(1), training: inHours(1) }
  const personId = await letIn(room.db, { preconditions: { ...inDate, ...preconditions } })
  const secret = generateSecret()
  await room.db.collection<{ _id: string }>('authenticators').insertOne({
    _id: personId,
    passwordHash: hashes.password,
    pinHash: hashes.pin,
    totpSeed: masterKey.seal(TOTP_SEED, secret),
    lastStep: 0,
  } as { _id: string })
  const credentials = { username: personId, password: PASSWORD, pin: PIN, code: generateSync({ secret }) }
  return { personId, secret, credentials }
}

const signIn = (credentials: unknown) => asked(() => sessions().open(credentials))
const refused = { code: 'unauthenticated', message: 'Sign in first: the access token is missing, expired or not valid' }

describe('signing in', () => {
  it('gives a token that every service can verify, of whom identity vouches for', async () => {
    const { personId, credentials } = await aPerson()
    const { accessToken, expiresIn } = await signIn(credentials)
    expect(expiresIn).toBe(60)
    const verifier = new TokenVerifier(tokenKeys(() => room.get(TokensService).publicKeys()))
    expect(await verifier.verify(accessToken)).toMatchObject({ personId, role: 'practitioner', mayOverride: false })
  })

  it('is refused the same for every part that is wrong, a name that is not known and what is no credential (S12)', async () => {
    const { credentials } = await aPerson()
    const wrong: unknown[] = [
      { ...credentials, password: 'wrong' },
      { ...credentials, pin: '0000' },
      { ...credentials, code: '000000' },
      { ...credentials, username: 'nobody' },
      { ...credentials, extra: 1 },
      [],
      null,
      'text',
    ]
    for (const one of wrong) await expect(signIn(one)).rejects.toMatchObject(refused)
  })

  it('works once with a code, whoever saw it typed', async () => {
    const { credentials } = await aPerson()
    await signIn(credentials)
    await expect(signIn(credentials)).rejects.toMatchObject(refused)
  })

  it.each<keyof Preconditions>(['identityCheck', 'enhancedDisclosure', 'training'])(
    'is refused when %s is missing or out of date (I7)',
    async (name) => {
      for (const date of [null, inHours(-1)])
        await expect(signIn((await aPerson({ [name]: date })).credentials)).rejects.toMatchObject(refused)
    },
  )

  it('shuts an account after five failures, also for the right credentials', async () => {
    const { credentials } = await aPerson()
    for (let n = 0; n < 5; n++) await expect(signIn({ ...credentials, pin: '0000' })).rejects.toMatchObject(refused)
    await expect(signIn(credentials)).rejects.toMatchObject(refused)
  })
})

describe('a device on which somebody has signed in (F11)', () => {
  it('is not shut by strangers who know the name, nor by those behind its address; they are', async () => {
    const { personId, secret, credentials } = await aPerson()
    const { device } = await signIn(credentials)
    for (let n = 0; n < 6; n++) await expect(signIn({ ...credentials, pin: '0000' })).rejects.toMatchObject(refused)
    await room.db.collection('attempts').updateMany({ _id: /^address:/ as never }, { $set: { failures: 100 } })
    const authenticators = room.db.collection<{ _id: string }>('authenticators')
    await authenticators.updateOne({ _id: personId }, { $set: { lastStep: 0 } })
    const right = { ...credentials, code: generateSync({ secret }) }
    await expect(signIn(right)).rejects.toMatchObject({ code: 'too-many-requests' })
    await expect(signIn({ ...right, device })).resolves.toMatchObject({ expiresIn: 60 })
  })

  it('is shut by its own failures, and by then for nobody else', async () => {
    const { personId, secret, credentials } = await aPerson()
    const { device } = await signIn(credentials)
    for (let n = 0; n < 5; n++)
      await expect(signIn({ ...credentials, pin: '0000', device })).rejects.toMatchObject(refused)
    const authenticators = room.db.collection<{ _id: string }>('authenticators')
    await authenticators.updateOne({ _id: personId }, { $set: { lastStep: 0 } })
    const right = { ...credentials, code: generateSync({ secret }) }
    await expect(signIn({ ...right, device })).rejects.toMatchObject(refused)
    await expect(signIn(right)).resolves.toMatchObject({ expiresIn: 60 })
  })

  it('of one account is a stranger for another', async () => {
    const [mine, other] = [await aPerson(), await aPerson()]
    const { device } = await signIn(mine.credentials)
    for (let n = 0; n < 5; n++)
      await expect(signIn({ ...other.credentials, pin: '0000', device })).rejects.toMatchObject(refused)
    await expect(signIn({ ...other.credentials, device })).rejects.toMatchObject(refused)
  })
})

describe('a session', () => {
  const renew = (refreshToken: string) => asked(() => sessions().renew({ refreshToken }))

  it('is renewed with each refresh token once; one that is shown again ends it for everybody', async () => {
    const { refreshToken } = await signIn((await aPerson()).credentials)
    const next = await renew(refreshToken)
    expect(next.refreshToken).not.toBe(refreshToken)
    await expect(renew(refreshToken)).rejects.toMatchObject(refused)
    await expect(renew(next.refreshToken)).rejects.toMatchObject(refused)
  })

  it('ends for nobody who knows its id and shows another secret (F11)', async () => {
    const { refreshToken } = await signIn((await aPerson()).credentials)
    const [sessionId, , sealed] = refreshToken.split('.')
    for (const made of [`${sessionId}.${'a'.repeat(43)}.${sealed}`, `${sessionId}.${'a'.repeat(43)}`, `${sessionId}`])
      await expect(renew(made)).rejects.toMatchObject(refused)
    await expect(renew(refreshToken)).resolves.toMatchObject({ expiresIn: 60 })
  })

  it('is seen, and ended for good, by whose it is and nobody else', async () => {
    const [mine, other] = [await aPerson(), await aPerson()]
    const [token, { accessToken }] = [(await signIn(mine.credentials)).refreshToken, await signIn(other.credentials)]
    const verifier = new TokenVerifier(tokenKeys(() => room.get(TokensService).publicKeys()))
    const stranger = { ...(await verifier.verify(accessToken)), trace: '' }
    const sessionId = token.split('.')[0]!
    const me = { ...stranger, personId: mine.personId, sessionId }
    expect((await sessions().own(me)).items).toMatchObject([{ sessionId, isCurrent: true }])
    await expect(sessions().endOwn(stranger, sessionId)).rejects.toMatchObject({ code: 'not-found' })
    await sessions().endOwn(me, sessionId)
    await expect(sessions().endOwn(me, sessionId)).rejects.toMatchObject({ code: 'not-found' })
    expect((await sessions().own(me)).items).toEqual([])
    await expect(renew(token)).rejects.toMatchObject(refused)
    const revoked = await room.db.collection('revocations').find({ subject: sessionId }).toArray()
    expect(revoked).toMatchObject([{ kind: 'session' }])
  })

  it('is renewed for one of ten who show one token at the same moment, and ends', async () => {
    const { refreshToken } = await signIn((await aPerson()).credentials)
    const answers = await Promise.allSettled(Array.from({ length: 10 }, () => renew(refreshToken)))
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
    const [won] = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    if (won) await expect(renew(won.refreshToken)).rejects.toMatchObject(refused)
  })

  it('is not renewed for somebody whose training has lapsed meanwhile', async () => {
    const { personId, credentials } = await aPerson()
    const { refreshToken } = await signIn(credentials)
    const people = room.db.collection<{ _id: string }>('people')
    await people.updateOne({ _id: personId }, { $set: { 'preconditions.training': inHours(-1) } })
    await expect(renew(refreshToken)).rejects.toMatchObject(refused)
  })

  it.each(['', 'x', `${randomUUID()}.${'a'.repeat(43)}`])(
    'is not renewed by what is no token of one: %s',
    async (text) => {
      await expect(renew(text)).rejects.toMatchObject(refused)
    },
  )

  it('keeps no refresh token that could be used, only its hash', async () => {
    const { refreshToken } = await signIn((await aPerson()).credentials)
    const kept = await room.db.collection('sessions').find().toArray()
    expect(JSON.stringify(kept)).not.toContain(refreshToken.split('.')[1])
  })
})

describe('the system of a supplier', () => {
  it('signs in with its secret and is what it was registered as; any other secret is refused', async () => {
    const clientId = randomUUID()
    const client = { secretHash: await hashSecret('s3cret'), source: 'school-census', organisation: 'DfE' }
    await room.db.collection<{ _id: string }>('clients').insertOne({ _id: clientId, ...client } as { _id: string })
    const open = (clientSecret: string) => asked(() => room.get(ClientsService).open({ clientId, clientSecret }))
    const verifier = new TokenVerifier(tokenKeys(() => room.get(TokensService).publicKeys()))
    const { accessToken } = await open('s3cret')
    expect(await verifier.verify(accessToken)).toMatchObject({ personId: clientId, source: 'school-census' })
    expect((await verifier.verify(accessToken)).authority).toBe('')
    for (const wrong of ['', 's3cre', 's3cret '])
      await expect(open(wrong)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('of one authority says so wherever it comes', async () => {
    const clientId = randomUUID()
    const client = { source: 'authority', organisation: 'Leeds', authority: '383' }
    const stored = { _id: clientId, secretHash: await hashSecret('s3cret'), ...client }
    await room.db.collection<{ _id: string }>('clients').insertOne(stored)
    const { accessToken } = await asked(() => room.get(ClientsService).open({ clientId, clientSecret: 's3cret' }))
    const verifier = new TokenVerifier(tokenKeys(() => room.get(TokensService).publicKeys()))
    expect(await verifier.verify(accessToken)).toMatchObject(client)
  })
})
