import { MasterKey } from '@contactpoint/runtime'
import {
  aRoom,
  codeOf,
  enrolledPerson,
  inACall,
  SoftKey,
  type EnrolledPerson,
  type KeptSecrets,
  type Room,
  type Signing,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { TOTP_SEED } from '../authenticators/authenticators.service.ts'
import { hashSecret } from '../authenticators/hashing.service.ts'
import { SecurityKeysService } from '../security-keys/security-keys.service.ts'
import { KeyRegistrationsService } from './key-registrations.service.ts'

const PIN = '4711'

let room: Room
let secrets: KeptSecrets

beforeAll(async () => {
  room = await aRoom(identity)
  const seal = (secret: string) => new MasterKey(room.stack.secrets.masterKey).seal(TOTP_SEED, secret)
  secrets = { passwordHash: await hashSecret('correct horse'), pinHash: await hashSecret(PIN), seal }
})

afterAll(() => room?.close())

const registrations = () => room.get(KeyRegistrationsService)
const keys = () => room.get(SecurityKeysService)
const asked = <T>(work: () => Promise<T>): Promise<T> => inACall(work, randomUUID())
const aPerson = () => enrolledPerson(room.db, secrets)
const byCode = async ({ code }: EnrolledPerson) => ({ pin: PIN, code: await code() })
const byKey = async ({ caller }: EnrolledPerson, key: SoftKey, signing: Signing = {}) => {
  const { challenge } = await keys().stepUpOptions(caller)
  return { pin: PIN, assertion: key.signed(challenge, signing) }
}
const begin = ({ caller }: EnrolledPerson, proof: Parameters<KeyRegistrationsService['begin']>[1]) =>
  asked(() => registrations().begin(caller, proof))
const add = ({ caller }: EnrolledPerson, key: SoftKey, challenge: string, signing: Signing = {}) =>
  registrations().add(caller, key.made(challenge, signing))
const of = async ({ caller }: EnrolledPerson) => (await registrations().list(caller)).items
const remove = ({ caller }: EnrolledPerson, keyId: string, proof: Parameters<KeyRegistrationsService['begin']>[1]) =>
  asked(() => registrations().remove(caller, { keyId, ...proof }))
const acts = (action: string, { personId }: EnrolledPerson) =>
  room.db.collection('outbox').countDocuments({ 'payload.action': action, 'payload.caller.personId': personId })

/** With as many keys, the first of which is shown. */
async function keyed(person: EnrolledPerson, count = 1): Promise<SoftKey> {
  const [first, ...others] = Array.from({ length: count }, () => new SoftKey())
  await add(person, first!, (await begin(person, await byCode(person))).challenge)
  for (const key of others) await add(person, key, (await begin(person, await byKey(person, first!))).challenge)
  return first!
}

describe('adding a key', () => {
  it('takes PIN and code again, and a key that was asked for by whoever adds it', async () => {
    const [person, other] = [await aPerson(), await aPerson()]
    expect(await codeOf(begin(person, { ...(await byCode(person)), pin: '0000' }))).toBe('step-up-failed')
    const { challenge } = await begin(person, await byCode(person))
    expect(await codeOf(add(other, new SoftKey(), challenge))).toBe('step-up-failed')
    const { challenge: toSignIn } = await keys().options(person.personId)
    expect(await codeOf(add(person, new SoftKey(), toSignIn))).toBe('step-up-failed')
    expect(await codeOf(add(person, new SoftKey(), (await keys().stepUpOptions(person.caller)).challenge))).toBe(
      'step-up-failed',
    )
  })

  it.each<[string, Signing]>([
    ['another origin', { origin: 'https://localhost:3001' }],
    ['another relying party', { party: 'example.com' }],
    ['nobody that it verified', { flags: 0x41 }],
  ])('is refused for %s, and its challenge is used up', async (_what, wrong) => {
    const person = await aPerson()
    const { challenge } = await begin(person, await byCode(person))
    const key = new SoftKey()
    expect(await codeOf(add(person, key, challenge, wrong))).toBe('step-up-failed')
    expect(await codeOf(add(person, key, challenge))).toBe('step-up-failed')
  })

  it('takes a key of theirs from whoever has one, and no code any more (AC-19)', async () => {
    const person = await aPerson()
    const key = await keyed(person)
    expect(await codeOf(begin(person, await byCode(person)))).toBe('step-up-failed')
    const both = { ...(await byKey(person, key)), ...(await byCode(person)) }
    expect(await codeOf(begin(person, both))).toBe('step-up-failed')
    expect(await codeOf(begin(person, await byKey(person, key)))).toBe('done')
    expect(await codeOf(begin(person, { ...(await byKey(person, key)), pin: '0000' }))).toBe('step-up-failed')
    const elsewhere = await byKey(person, key, { origin: 'http://localhost:3666' })
    expect(await codeOf(begin(person, elsewhere))).toBe('step-up-failed')
  })

  it('takes nothing that was signed to sign in, nor twice what was signed for it', async () => {
    const person = await aPerson()
    const key = await keyed(person)
    const signedIn = key.signed((await keys().options(person.personId)).challenge)
    expect(await codeOf(begin(person, { pin: PIN, assertion: signedIn }))).toBe('step-up-failed')
    const proof = await byKey(person, key)
    expect(await codeOf(begin(person, proof))).toBe('done')
    expect(await codeOf(begin(person, proof))).toBe('step-up-failed')
  })

  it('is done three times at the most, also at once, and a removed one makes place', async () => {
    const person = await aPerson()
    const key = await keyed(person)
    const challenges: string[] = []
    for (let n = 0; n < 4; n++) challenges.push((await begin(person, await byKey(person, key))).challenge)
    const added = await Promise.allSettled(challenges.map((challenge) => add(person, new SoftKey(), challenge)))
    expect(added.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(2)
    while ((await of(person)).length < 3)
      await add(person, new SoftKey(), (await begin(person, await byKey(person, key))).challenge)
    expect(await codeOf(begin(person, await byKey(person, key)))).toBe('conflict')
    const { keyId } = (await of(person))[1]!
    expect(await codeOf(remove(person, keyId, await byKey(person, key)))).toBe('done')
    expect(await codeOf(remove(person, keyId, await byKey(person, key)))).toBe('not-found')
    expect(await codeOf(begin(person, await byKey(person, key)))).toBe('done')
    expect([await acts('key-add', person), await acts('key-remove', person)]).toEqual([3, 1])
  })
})

describe('removing a key', () => {
  it('takes no code, and never the last that signs: whoever lost it is recovered in person', async () => {
    const person = await aPerson()
    const key = await keyed(person)
    const { keyId } = (await of(person))[0]!
    expect(await codeOf(remove(person, keyId, await byCode(person)))).toBe('step-up-failed')
    expect(await codeOf(remove(person, keyId, await byKey(person, key)))).toBe('conflict')
    expect(await of(person)).toHaveLength(1)
    expect(await acts('key-remove', person)).toBe(0)
  })

  it('leaves one that signs, when two are removed at once, and when another was shut', async () => {
    const person = await aPerson()
    const [key, spare] = [await keyed(person), new SoftKey()]
    await add(person, spare, (await begin(person, await byKey(person, key))).challenge)
    const [one, other] = await of(person)
    // Each by itself: of two signatures of one key, the first that comes second shuts it.
    const proofs = [await byKey(person, key), await byKey(person, spare)]
    const done = await Promise.all([one!, other!].map(({ keyId }, n) => codeOf(remove(person, keyId, proofs[n]!))))
    expect(done.filter((code) => code === 'done')).toHaveLength(1)
    expect(await of(person)).toHaveLength(1)
    const another = await aPerson()
    const theirs = await keyed(another, 2)
    const [first, second] = await of(another)
    await room.db
      .collection<{ _id: string }>('security_keys')
      .updateOne({ _id: second!.keyId }, { $set: { shutAt: new Date() } })
    expect(await codeOf(remove(another, first!.keyId, await byKey(another, theirs)))).toBe('conflict')
    expect(await codeOf(remove(another, second!.keyId, await byKey(another, theirs)))).toBe('done')
  })
})
