import { MasterKey } from '@contactpoint/runtime'
import {
  aCaller,
  aRoom,
  codeOf,
  enrolledPerson,
  inACall,
  SoftKey,
  type EnrolledPerson,
  type KeptSecrets,
  type Room,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { generateSync } from 'otplib'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import { KeyRegistrationsService } from '../key-registrations/key-registrations.service.ts'
import { OverrideGrantsService } from '../override-grants/override-grants.service.ts'
import { RecoveriesService } from '../recoveries/recoveries.service.ts'
import { SecurityKeysService } from '../security-keys/security-keys.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { TOTP_SEED } from './authenticators.service.ts'
import { hashSecret } from './hashing.service.ts'

const [PASSWORD, PIN] = ['correct horse battery', '4821']
const STEPS = ['add', 'remove', 'shut', 'recover'] as const

let room: Room
let secrets: KeptSecrets

beforeAll(async () => {
  room = await aRoom(identity)
  const seal = (secret: string) => new MasterKey(room.stack.secrets.masterKey).seal(TOTP_SEED, secret)
  secrets = { passwordHash: await hashSecret(PASSWORD), pinHash: await hashSecret(PIN), seal }
})

afterAll(() => room?.close())

const asked = <T>(work: () => Promise<T>): Promise<T> => inACall(work, randomUUID())
const open = (personId: string, token: object) =>
  codeOf(asked(() => room.get(SessionsService).open({ username: personId, password: PASSWORD, pin: PIN, ...token })))
const attempts = () => room.db.collection('attempts').deleteMany({})

/** Somebody whose keys and recoveries are kept as a model of what must be so. */
class Holder {
  readonly keys: { key: SoftKey; keyId: string; isShut: boolean }[] = []
  /** Whether there was a key since they enrolled last. */
  hadKey = false
  code: () => Promise<string>

  constructor(readonly person: EnrolledPerson) {
    this.code = () => person.code()
  }

  get usable() {
    return this.keys.filter(({ isShut }) => !isShut)
  }

  async proof() {
    const [first] = this.usable
    if (!first) return { pin: PIN, code: await this.code() }
    const { challenge } = await room.get(SecurityKeysService).stepUpOptions(this.person.caller)
    return { pin: PIN, assertion: first.key.signed(challenge) }
  }

  async add(): Promise<void> {
    const key = new SoftKey()
    const proof = await this.proof()
    const done = asked(async () => {
      const { challenge } = await room.get(KeyRegistrationsService).begin(this.person.caller, proof)
      return room.get(KeyRegistrationsService).add(this.person.caller, key.made(challenge))
    })
    const isProven = !this.hadKey || this.usable.length > 0
    const mayAdd = isProven && this.keys.length < 3
    expect(await codeOf(done)).toBe(mayAdd ? 'done' : isProven ? 'conflict' : 'step-up-failed')
    if (!mayAdd) return
    this.keys.push({ key, keyId: (await done).keyId, isShut: false })
    this.hadKey = true
  }

  async remove(): Promise<void> {
    const last = this.keys.at(-1)
    if (!last) return
    const { keyId } = last
    const proof = await this.proof()
    const code = await codeOf(
      asked(() => room.get(KeyRegistrationsService).remove(this.person.caller, { keyId, ...proof })),
    )
    const isLeft = this.usable.some((one) => one !== last)
    expect(code).toBe(this.usable.length === 0 ? 'step-up-failed' : isLeft ? 'done' : 'conflict')
    if (code === 'done') this.keys.pop()
  }

  /** As if somebody had signed with a copy of it. */
  async shut(): Promise<void> {
    const [first] = this.usable
    if (!first) return
    const stored = room.db.collection<{ _id: string }>('security_keys')
    await stored.updateOne({ _id: first.keyId }, { $set: { shutAt: new Date() } })
    first.isShut = true
  }

  async recover(): Promise<void> {
    const { personId } = this.person
    const by = (n: number) => aCaller({ personId: `k-${n}`, identity: `k-${n}`, role: 'accreditor' })
    const officers = { personId, ground: 'lost', reference: 'ID/1' } as const
    const { recoveryId } = await room.get(RecoveriesService).begin(by(1), officers)
    const { enrolmentCode } = await room.get(RecoveriesService).approve(by(2), { personId, recoveryId })
    const chosen = { username: personId, password: PASSWORD, pin: PIN, agreement: '2026-1' }
    const { totpSecret } = await asked(() => room.get(EnrolmentsService).complete({ ...chosen, enrolmentCode }))
    this.keys.length = 0
    this.hadKey = false
    this.code = async () => {
      const kept = room.db.collection<{ _id: string }>('authenticators')
      await kept.updateOne({ _id: personId }, { $set: { lastStep: 0 } })
      return generateSync({ secret: totpSecret })
    }
  }

  /** What signs them in now is what the model says. */
  async check(): Promise<void> {
    const { personId } = this.person
    await attempts()
    expect(await open(personId, { code: await this.code() })).toBe(this.hadKey ? 'unauthenticated' : 'done')
    for (const { key, isShut } of this.keys) {
      const { challenge } = await room.get(SecurityKeysService).options(personId)
      expect(await open(personId, { assertion: key.signed(challenge) })).toBe(isShut ? 'unauthenticated' : 'done')
    }
    await attempts()
  }
}

describe('A one-time code (AC-19)', () => {
  it('signs somebody in, and proves again who they are, as long as they never had a key; then keys alone, until a recovery', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...STEPS), { minLength: 3, maxLength: 6 }), async (steps) => {
        const holder = new Holder(await enrolledPerson(room.db, secrets))
        for (const step of ['add' as const, ...steps]) {
          await holder[step]()
          await holder.check()
        }
      }),
      { numRuns: 6 },
    )
  }, 280_000)

  it('of whoever has a key looks like any that is wrong, and is counted as one', async () => {
    const holder = new Holder(await enrolledPerson(room.db, secrets))
    await holder.add()
    const { personId } = holder.person
    const said = async (token: object, name = personId) => {
      const right = { username: name, password: PASSWORD, pin: PIN }
      return asked(() => room.get(SessionsService).open({ ...right, ...token })).catch((error: Error) => ({
        ...error,
        message: error.message,
      }))
    }
    expect(await said({ code: await holder.code() })).toEqual(await said({ code: '000000' }, 'nobody'))
    const counted = await room.db.collection('attempts').find({ failures: 1 }).toArray()
    expect(counted.length).toBeGreaterThan(1)
    // The code was not used up either: nothing is written that a wrong one would not write.
    const kept = room.db.collection<{ _id: string; lastStep: number }>('authenticators')
    expect((await kept.findOne({ _id: personId }))!.lastStep).toBe(0)
  })

  it('opens no override for whoever has a key, whose key does, by a challenge of its own', async () => {
    const holder = new Holder(
      await enrolledPerson(room.db, secrets, { overrideUntil: new Date(Date.now() + 3_600_000) }),
    )
    await holder.add()
    const { key } = holder.keys[0]!
    const { personId } = holder.person
    const sessionId = randomUUID()
    const soon = new Date(Date.now() + 600_000)
    const began = { personId, refreshHash: 'x', startedAt: new Date(), endsAt: soon, endedAt: null }
    await room.db.collection<{ _id: string }>('sessions').insertOne({ _id: sessionId, ...began } as { _id: string })
    const caller = { ...holder.person.caller, sessionId, mayOverride: true }
    const stepUp = (token: object) =>
      codeOf(asked(() => room.get(OverrideGrantsService).stepUp(caller, { pin: PIN, ...token })))
    expect(await stepUp({ code: await holder.code() })).toBe('step-up-failed')
    const toSignIn = key.signed((await room.get(SecurityKeysService).options(personId)).challenge)
    expect(await stepUp({ assertion: toSignIn })).toBe('step-up-failed')
    const proof = await holder.proof()
    expect(await open(personId, { assertion: (proof as { assertion: object }).assertion })).toBe('unauthenticated')
    expect(await stepUp(await holder.proof())).toBe('done')
  })
})
