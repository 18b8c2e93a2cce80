import type { Caller } from '@contactpoint/bus'
import type { Asker } from '@contactpoint/contracts'
import { MasterKey } from '@contactpoint/runtime'
import { aRoom, inACall, letIn, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { generateSecret, generateSync } from 'otplib'
import { identity } from '../app.module.ts'
import { ACCOUNT_LIMIT } from '../authenticators/authenticators.rules.ts'
import { AuthenticatorsService, TOTP_SEED } from '../authenticators/authenticators.service.ts'
import { hashSecret } from '../authenticators/hashing.service.ts'
import { AskersService } from './askers.service.ts'

const SECRETS = { password: 'a long walk', pin: '4711' }
const refused = { code: 'step-up-failed' }

let room: Room
let hashes: { passwordHash: string; pinHash: string }

beforeAll(async () => {
  room = await aRoom(identity)
  hashes = { passwordHash: await hashSecret(SECRETS.password), pinHash: await hashSecret(SECRETS.pin) }
})

afterAll(() => room?.close())

const tokens = () => room.db.collection<{ _id: string; lastStep: number }>('authenticators')
const people = () => room.db.collection<{ _id: string }>('people')

/** Somebody with a token, and what it shows, as if half a minute had passed since the last code. */
async function aPerson(given: Record<string, unknown> = {}) {
  const personId = await letIn(room.db, given)
  const secret = generateSecret()
  const totpSeed = new MasterKey(room.stack.secrets.masterKey).seal(TOTP_SEED, secret)
  await tokens().insertOne({ _id: personId, ...hashes, totpSeed, lastStep: 0 } as never)
  const newCode = async () => {
    await tokens().updateOne({ _id: personId }, { $set: { lastStep: 0 } })
    return generateSync({ secret })
  }
  return { personId, code: () => generateSync({ secret }), newCode }
}

const aMediator = () => ({ personId: randomUUID(), identity: randomUUID() }) as Caller
const confirm = (username: string, code: string, mediator = aMediator()): Promise<Asker> =>
  inACall(() => room.get(AskersService).confirm(mediator, { username, code }), randomUUID())
const read = (personId: string): Promise<Asker> => room.get(AskersService).read(personId)

describe('who asks by telephone', () => {
  it('is known by a code of their token, which is used up: for signing in, too', async () => {
    const { personId, code } = await aPerson()
    expect(await confirm(personId, code())).toMatchObject({ personId, role: 'practitioner', organisation: 'Leeds' })
    await expect(confirm(personId, code())).rejects.toMatchObject(refused)
    const typed = { username: personId, ...SECRETS, code: code(), device: '', assertion: null }
    const signIn = inACall(() => room.get(AuthenticatorsService).verify(typed), randomUUID())
    await expect(signIn).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('is nobody by a wrong code, by an unknown name, or by the code of somebody else', async () => {
    const [one, other] = [await aPerson(), await aPerson()]
    await expect(confirm(one.personId, '000000')).rejects.toMatchObject(refused)
    await expect(confirm('nobody', one.code())).rejects.toMatchObject(refused)
    await expect(confirm(one.personId, other.code())).rejects.toMatchObject(refused)
  })

  it('is never whoever types, by another account of theirs either', async () => {
    const mediator = aMediator()
    const { personId, newCode } = await aPerson({ identity: mediator.identity })
    await expect(confirm(personId, await newCode(), mediator)).rejects.toMatchObject(refused)
    expect(await confirm(personId, await newCode())).toMatchObject({ personId })
  })

  it.each([
    ['is not a practitioner', { role: 'cpmt' }],
    ['was suspended', { suspendedBy: ['case-1'] }],
    ['has left', { closedAt: new Date() }],
    ['was not attested in four months', { attestedUntil: new Date(Date.now() - 1) }],
  ])('is refused who %s, and from that moment on', async (_what, change) => {
    const { personId, newCode } = await aPerson()
    await confirm(personId, await newCode())
    expect(await read(personId)).toMatchObject({ personId })
    await people().updateOne({ _id: personId }, { $set: change })
    await expect(confirm(personId, await newCode())).rejects.toMatchObject(refused)
    await expect(read(personId)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it.each([
    ['everything', { scope: 'all', subject: null }],
    ['their authority', { scope: 'authority', subject: '383' }],
    ['their organisation', { scope: 'organisation', subject: '383/Leeds' }],
  ])('is refused while %s is shut off (S03)', async (_what, what) => {
    const { personId } = await aPerson()
    const shutOffs = room.db.collection<{ _id: string }>('shut_offs')
    const made = { ...what, by: 'a', at: new Date(), reopenedBy: [], endedAt: null }
    await shutOffs.insertOne({ _id: randomUUID(), ...made })
    await expect(read(personId)).rejects.toMatchObject({ code: 'forbidden' })
    await shutOffs.deleteMany({})
    expect(await read(personId)).toMatchObject({ personId })
  })

  it('is not asked about any more after too many wrong codes, for this alone: they sign in as before', async () => {
    const { personId, newCode } = await aPerson()
    for (let n = 0; n < ACCOUNT_LIMIT; n++) await confirm(personId, '000000').catch(() => undefined)
    await expect(confirm(personId, await newCode())).rejects.toMatchObject(refused)
    const typed = { username: personId, ...SECRETS, code: await newCode(), device: '', assertion: null }
    expect(await inACall(() => room.get(AuthenticatorsService).verify(typed), randomUUID())).toMatchObject({
      _id: personId,
    })
  })

  it('is not asked about by whoever typed too many wrong codes, whomever they named; others go on', async () => {
    const [mediator, { personId, newCode }] = [aMediator(), await aPerson()]
    for (let n = 0; n < ACCOUNT_LIMIT; n++) await confirm(`name-${n}`, '000000', mediator).catch(() => undefined)
    await expect(confirm(personId, await newCode(), mediator)).rejects.toMatchObject(refused)
    expect(await confirm(personId, await newCode())).toMatchObject({ personId })
  })

  it('is guessed at no more often by whoever has a code of their own in between', async () => {
    const mediator = aMediator()
    const [own, { personId, newCode }] = [await aPerson({ identity: mediator.identity }), await aPerson()]
    for (let n = 0; n < ACCOUNT_LIMIT; n++) {
      await confirm(`name-${n}`, '000000', mediator).catch(() => undefined)
      await confirm(own.personId, await own.newCode(), mediator).catch(() => undefined)
    }
    await expect(confirm(personId, await newCode(), mediator)).rejects.toMatchObject(refused)
  })

  it('is not shut out by whoever is shut out themselves', async () => {
    const [mediator, { personId, newCode }] = [aMediator(), await aPerson()]
    for (let n = 0; n < 3 * ACCOUNT_LIMIT; n++) {
      const username = n < ACCOUNT_LIMIT ? `name-${n}` : personId
      await confirm(username, '000000', mediator).catch(() => undefined)
    }
    expect(await confirm(personId, await newCode())).toMatchObject({ personId })
  })
})
