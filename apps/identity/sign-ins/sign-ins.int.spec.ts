import { Fault } from '@contactpoint/contracts'
import { MasterKey } from '@contactpoint/runtime'
import { aRoom, inACall, letIn, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { generateSecret } from 'otplib'
import { identity } from '../app.module.ts'
import { ADDRESS_LIMIT } from '../authenticators/authenticators.rules.ts'
import { TOTP_SEED } from '../authenticators/authenticators.service.ts'
import { hashSecret } from '../authenticators/hashing.service.ts'
import { SessionsController } from '../sessions/sessions.controller.ts'
import { SignInsService } from './sign-ins.service.ts'

let room: Room
let address: string

beforeAll(async () => {
  room = await aRoom(identity)
})

beforeEach(async () => {
  address = randomUUID()
  await room.db.collection('sign_in_days').deleteMany({})
})

afterAll(() => room?.close())

const today = () => new Date().toISOString().slice(0, 10)
const read = () => room.get(SignInsService).read({ from: today(), to: today() })
const counts = async () => (await read()).rows
const failTo = (username: string) =>
  inACall(
    () => room.get(SessionsController).open({ username, password: 'x', pin: '1', code: '000000' }),
    address,
  ).catch((fault: Fault) => fault.code)

/** Somebody there is, whose name nobody types right. */
async function aUsername(): Promise<string> {
  const _id = await letIn(room.db)
  const hash = await hashSecret('y')
  const masterKey = new MasterKey(room.stack.secrets.masterKey)
  const authenticator = {
    passwordHash: hash,
    pinHash: hash,
    totpSeed: masterKey.seal(TOTP_SEED, generateSecret()),
    lastStep: 0,
  }
  await room.db.collection<{ _id: string }>('authenticators').insertOne({ _id, ...authenticator } as { _id: string })
  return _id
}

describe('a day of signing in', () => {
  it('has each failure, when ten come at once too, and nothing of who failed', async () => {
    await Promise.all(Array.from({ length: 10 }, () => failTo(randomUUID())))
    expect(await counts()).toEqual([{ key: today(), counts: [10, 0, 0] }])
    expect(await room.db.collection('sign_in_days').find().toArray()).toEqual([{ _id: today(), failures: 10 }])
  })

  it('counts a name as shut once, by the failure that shuts it, whether or not there is such a user', async () => {
    const found: unknown[] = []
    for (const username of ['nobody-of-this-name', await aUsername()]) {
      await room.db.collection('sign_in_days').deleteMany({})
      const seen: unknown[] = []
      for (let n = 0; n < 7; n++) {
        await failTo(username)
        seen.push((await counts())[0]!.counts)
      }
      found.push(seen)
    }
    const expected = [1, 2, 3, 4, 5, 6, 7].map((failures) => [failures, 0, failures >= 5 ? 1 : 0])
    expect(found).toEqual([expected, expected])
  })

  it('has tries apart that were turned away by their address', async () => {
    await failTo(randomUUID())
    await room.db
      .collection('attempts')
      .updateMany({ _id: /^address:/ as never }, { $set: { failures: ADDRESS_LIMIT } })
    expect(await failTo(randomUUID())).toBe('too-many-requests')
    expect(await counts()).toEqual([{ key: today(), counts: [1, 1, 0] }])
  })

  it('has no fault that is not whoever signs in’s', async () => {
    const broken = room.get(SignInsService).counted(() => Promise.reject(Fault.unavailable('identity')))
    await expect(broken).rejects.toMatchObject({ code: 'unavailable' })
    expect(await counts()).toEqual([])
  })
})
