import { MasterKey } from '@contactpoint/runtime'
import {
  aRoom,
  enrolledPerson,
  inACall,
  SoftKey,
  type EnrolledPerson,
  type KeptSecrets,
  type Room,
  type Signing,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { TOTP_SEED } from '../authenticators/authenticators.service.ts'
import { hashSecret } from '../authenticators/hashing.service.ts'
import { KeyRegistrationsService } from '../key-registrations/key-registrations.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { SecurityKeysService } from './security-keys.service.ts'

const PASSWORD = 'correct horse'
const PIN = '4711'
const refused = { code: 'unauthenticated' }

let room: Room
let secrets: KeptSecrets

beforeAll(async () => {
  room = await aRoom(identity)
  const seal = (secret: string) => new MasterKey(room.stack.secrets.masterKey).seal(TOTP_SEED, secret)
  secrets = { passwordHash: await hashSecret(PASSWORD), pinHash: await hashSecret(PIN), seal }
})

afterAll(() => room?.close())

const registrations = () => room.get(KeyRegistrationsService)
const asked = <T>(work: () => Promise<T>): Promise<T> => inACall(work, randomUUID())
const aPerson = () => enrolledPerson(room.db, secrets)

async function withKey(person: EnrolledPerson, signing: Signing = {}): Promise<SoftKey> {
  const key = new SoftKey()
  const { challenge } = await asked(async () =>
    registrations().begin(person.caller, { pin: PIN, code: await person.code() }),
  )
  await registrations().add(person.caller, key.made(challenge, signing))
  return key
}

const options = (username: string) => room.get(SecurityKeysService).options(username)
const signIn = ({ personId }: EnrolledPerson, assertion: unknown, more: object = {}) =>
  asked(() => room.get(SessionsService).open({ username: personId, password: PASSWORD, pin: PIN, assertion, ...more }))
const acts = async (action: string, personId: string) => {
  const about = { 'payload.action': action, 'payload.caller.personId': personId }
  return room.db.collection('outbox').countDocuments(about)
}

describe('a security key', () => {
  it('signs its person in, each time with a challenge of its own, and is recorded', async () => {
    const person = await aPerson()
    const key = await withKey(person)
    for (const _time of [1, 2]) {
      const { challenge, allowCredentials } = await options(person.personId)
      expect(allowCredentials.map(({ id }) => id)).toContain(key.id)
      expect(await signIn(person, key.signed(challenge))).toMatchObject({ expiresIn: 60 })
    }
    expect(await acts('key-add', person.personId)).toBe(1)
  })

  it.each<[string, Signing]>([
    ['for another origin, as a relay has it (AC-19)', { origin: 'http://localhost:3666' }],
    ['for another origin that looks like ours', { origin: 'http://localhost:3001.example' }],
    ['for another relying party', { party: 'example.com' }],
    ['when it did not ask for its PIN', { flags: 0x01 }],
    ['when nobody touched it', { flags: 0x04 }],
    ['for something else than signing in', { type: 'webauthn.create' }],
  ])('signs nobody in %s', async (_what, wrong) => {
    const person = await aPerson()
    const key = await withKey(person)
    await expect(signIn(person, key.signed((await options(person.personId)).challenge, wrong))).rejects.toMatchObject(
      refused,
    )
    expect(await signIn(person, key.signed((await options(person.personId)).challenge))).toMatchObject({})
  })

  it('signs nobody in twice with one challenge, with one of another name, with one that is over, or with none of ours', async () => {
    const [person, other] = [await aPerson(), await aPerson()]
    const key = await withKey(person)
    const { challenge } = await options(person.personId)
    const once = key.signed(challenge)
    await signIn(person, once)
    await expect(signIn(person, once)).rejects.toMatchObject(refused)
    await expect(signIn(person, key.signed(challenge))).rejects.toMatchObject(refused)
    const theirs = (await options(other.personId)).challenge
    await expect(signIn(person, key.signed(theirs))).rejects.toMatchObject(refused)
    await expect(signIn(person, key.signed(randomBytes(32).toString('base64url')))).rejects.toMatchObject(refused)
    const late = (await options(person.personId)).challenge
    await room.db.collection('key_challenges').updateMany({}, { $set: { until: new Date(Date.now() - 1) } })
    await expect(signIn(person, key.signed(late))).rejects.toMatchObject(refused)
  })

  it('signs nobody in without the password and the PIN, beside a code, or when its signature was changed', async () => {
    const person = await aPerson()
    const key = await withKey(person)
    const signed = async () => key.signed((await options(person.personId)).challenge)
    await expect(signIn(person, await signed(), { password: 'wrong' })).rejects.toMatchObject(refused)
    await expect(signIn(person, await signed(), { pin: '0000' })).rejects.toMatchObject(refused)
    await expect(signIn(person, await signed(), { code: await person.code() })).rejects.toMatchObject(refused)
    const changed = { ...(await signed()), signature: new SoftKey().signed('x').signature }
    await expect(signIn(person, changed)).rejects.toMatchObject(refused)
  })

  it('of somebody else signs nobody in', async () => {
    const [person, other] = [await aPerson(), await aPerson()]
    await withKey(person)
    const theirs = await withKey(other)
    const { challenge } = await options(person.personId)
    await expect(signIn(person, theirs.signed(challenge))).rejects.toMatchObject(refused)
  })

  it('whose counter does not grow is two keys: it is shut for both, and that is recorded', async () => {
    const person = await aPerson()
    const key = await withKey(person)
    const next = async (counter?: number) =>
      key.signed((await options(person.personId)).challenge, counter === undefined ? {} : { counter })
    await signIn(person, await next(7))
    await expect(signIn(person, await next(7))).rejects.toMatchObject(refused)
    await expect(signIn(person, await next(100))).rejects.toMatchObject(refused)
    expect((await registrations().list(person.caller)).items).toMatchObject([{ isShut: true }])
    expect(await acts('key-shut', person.personId)).toBe(1)
  })

  it('that counts nothing signs again and again', async () => {
    const person = await aPerson()
    const key = await withKey(person)
    for (const _time of [1, 2])
      await signIn(person, key.signed((await options(person.personId)).challenge, { counter: 0 }))
  })
})

describe('asking what to sign', () => {
  it('looks the same for names that are nobody’s, and the same each time', async () => {
    const person = await aPerson()
    await withKey(person)
    const shapes = await Promise.all(
      [person.personId, 'nobody', 'nobody'].map(async (name) => {
        const { challenge, allowCredentials, ...rest } = await options(name)
        expect(challenge).toMatch(/^[\w-]{43}$/)
        return { rest, ids: allowCredentials.map(({ id }) => id) }
      }),
    )
    expect(shapes.map(({ ids }) => ids.length)).toEqual([3, 3, 3])
    expect(shapes[1]).toEqual(shapes[2])
    expect(shapes[0]!.rest).toEqual(shapes[1]!.rest)
    expect(shapes[0]!.ids).not.toEqual(shapes[1]!.ids)
    expect((await options(person.personId)).allowCredentials.map(({ id }) => id)).toEqual(shapes[0]!.ids)
  })

  it('keeps no challenge that could be used', async () => {
    const { challenge } = await options('nobody')
    expect(JSON.stringify(await room.db.collection('key_challenges').find().toArray())).not.toContain(challenge)
  })
})
