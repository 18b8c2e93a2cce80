import type { Caller } from '@contactpoint/bus'
import { MasterKey } from '@contactpoint/runtime'
import {
  aCaller,
  aRoom,
  codeOf,
  enrolledPerson,
  inACall,
  letIn,
  SoftKey,
  type EnrolledPerson,
  type KeptSecrets,
  type Room,
} from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decodeJwt } from 'jose'
import { generateSync } from 'otplib'
import { randomUUID } from 'node:crypto'
import { identity } from '../app.module.ts'
import type { Authenticator } from '../authenticators/authenticators.schema.ts'
import { TOTP_SEED } from '../authenticators/authenticators.service.ts'
import { hashSecret } from '../authenticators/hashing.service.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import { KeyRegistrationsService } from '../key-registrations/key-registrations.service.ts'
import type { Person } from '../people/people.schema.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { SecurityKeysService } from '../security-keys/security-keys.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import type { StoredRecovery } from './recoveries.schema.ts'
import { RecoveriesService } from './recoveries.service.ts'

const [PASSWORD, PIN] = ['correct horse', '4711']

let room: Room
let secrets: KeptSecrets
let [first, second, manager] = [] as unknown as [Caller, Caller, Caller]

beforeAll(async () => {
  room = await aRoom(identity)
  const seal = (secret: string) => new MasterKey(room.stack.secrets.masterKey).seal(TOTP_SEED, secret)
  secrets = { passwordHash: await hashSecret(PASSWORD), pinHash: await hashSecret(PIN), seal }
  const keeper = async (role: 'accreditor' | 'account-manager') => {
    const personId = await letIn(room.db, { role })
    return aCaller({ personId, identity: personId, role })
  }
  ;[first, second, manager] = [await keeper('accreditor'), await keeper('accreditor'), await keeper('account-manager')]
})

afterAll(() => room?.close())

const recoveries = () => room.get(RecoveriesService)
const registrations = () => room.get(KeyRegistrationsService)
const asked = <T>(work: () => Promise<T>): Promise<T> => inACall(work, randomUUID())
const people = () => room.db.collection<Person>('people')

const aPerson = (given: Partial<Person> = {}) => enrolledPerson(room.db, secrets, given as Record<string, unknown>)
type Somebody = EnrolledPerson

const authenticators = () => room.db.collection<Authenticator>('authenticators')
const begin = (by: Caller, { personId }: Pick<Somebody, 'personId'>) =>
  recoveries().begin(by, { personId, ground: 'lost', reference: 'ID/2026/1' })
const approve = (by: Caller, { personId }: Pick<Somebody, 'personId'>, recoveryId: string) =>
  recoveries().approve(by, { personId, recoveryId })
async function recovered(person: Somebody): Promise<string> {
  const { recoveryId } = await begin(manager, person)
  return (await approve(first, person, recoveryId)).enrolmentCode
}
const open = (proof: object) => asked(() => room.get(SessionsService).open(proof))
const signIn = async ({ personId, code }: Somebody) =>
  open({ username: personId, password: PASSWORD, pin: PIN, code: await code() })
const enrol = ({ personId }: Somebody, enrolmentCode: string) => {
  const chosen = { password: 'correct horse battery', pin: '4821', agreement: '2026-1' }
  return asked(() => room.get(EnrolmentsService).complete({ username: personId, enrolmentCode, ...chosen }))
}
const signInAnew = ({ personId }: Somebody, secret: string) =>
  open({ username: personId, password: 'correct horse battery', pin: '4821', code: generateSync({ secret }) })

describe('Somebody who lost what they sign in with', () => {
  it('comes in person, and gets a code when one has begun it and another approved it; with it they enrol and sign in', async () => {
    const person = await aPerson()
    const begun = await begin(manager, person)
    expect(await codeOf(signIn(person))).toBe('done')
    expect(await recoveries().read(second, person.personId)).toMatchObject({ items: [{ ...begun, isYours: false }] })
    const { account, enrolmentCode } = await approve(second, person, begun.recoveryId)
    expect(account.state).toBe('approved')
    expect((await recoveries().read(second, person.personId)).items).toEqual([])
    const { totpSecret } = await enrol(person, enrolmentCode)
    expect(await codeOf(signInAnew(person, totpSecret))).toBe('done')
    expect(await codeOf(enrol(person, enrolmentCode))).toBe('unauthenticated')
  })

  it('signs in with nothing of before, from the approval on: not by code, not by key, and no session goes on', async () => {
    const person = await aPerson()
    const { caller } = person
    const { refreshToken, accessToken } = await signIn(person)
    const key = new SoftKey()
    const begun = await asked(async () => registrations().begin(caller, { pin: PIN, code: await person.code() }))
    await registrations().add(caller, key.made(begun.challenge))
    const signed = async () => key.signed((await room.get(SecurityKeysService).options(person.personId)).challenge)
    const byKey = async () =>
      open({ username: person.personId, password: PASSWORD, pin: PIN, assertion: await signed() })
    expect(await codeOf(byKey())).toBe('done')
    const since = new Date().toISOString()
    const enrolmentCode = await recovered(person)
    for (let enrolled = 0; enrolled < 2; enrolled++) {
      expect(await codeOf(byKey())).toBe('unauthenticated')
      expect(await codeOf(signIn(person))).toBe('unauthenticated')
      expect(await codeOf(asked(() => room.get(SessionsService).renew({ refreshToken })))).toBe('unauthenticated')
      if (enrolled === 0) await enrol(person, enrolmentCode)
    }
    expect((await registrations().list(caller)).items).toEqual([])
    const { revocations } = await room.get(RevocationsService).read(since)
    expect(revocations).toContainEqual(
      expect.objectContaining({ kind: 'person', subject: decodeJwt(accessToken).sub! }),
    )
  })

  it('has no session that begins while it is approved, nor a key that is added then', async () => {
    const person = await aPerson()
    const { recoveryId } = await begin(manager, person)
    const { caller } = person
    const begun = await asked(async () => registrations().begin(caller, { pin: PIN, code: await person.code() }))
    const { refreshToken } = await signIn(person)
    // As if both were committed a moment after the approval.
    const { enrolmentCode } = await approve(first, person, recoveryId)
    await room.db.collection('sessions').updateMany({ personId: person.personId }, { $set: { endedAt: null } })
    expect(await codeOf(registrations().add(caller, new SoftKey().made(begun.challenge)))).toBe('unauthenticated')
    await enrol(person, enrolmentCode)
    expect((await registrations().list(caller)).items).toEqual([])
    expect(await codeOf(asked(() => room.get(SessionsService).renew({ refreshToken })))).toBe('unauthenticated')
  })
})

describe('A recovery', () => {
  it('is never the work of one: not of who began it, and not about oneself by any account (I8)', async () => {
    const person = await aPerson({ role: 'shield-officer' })
    const { recoveryId } = await begin(first, person)
    expect(await codeOf(approve(first, person, recoveryId))).toBe('conflict')
    const otherAccount = { ...second, identity: first.identity }
    expect(await codeOf(approve(otherAccount, person, recoveryId))).toBe('conflict')
    const themselves = { ...second, identity: person.personId }
    expect(await codeOf(approve(themselves, person, recoveryId))).toBe('conflict')
    expect(await codeOf(begin(themselves, person))).toBe('conflict')
    expect(await codeOf(approve(second, person, recoveryId))).toBe('done')
  })

  it('is begun by whoever looks after the account alone: for others the person is not there', async () => {
    const officer = await aPerson({ role: 'shield-officer' })
    const elsewhere = { ...second, authority: '380' }
    for (const other of [manager, elsewhere]) expect(await codeOf(begin(other, officer))).toBe('not-found')
    const { recoveryId } = await begin(first, officer)
    expect(await codeOf(approve(elsewhere, officer, recoveryId))).toBe('not-found')
    expect(await codeOf(recoveries().read(elsewhere, officer.personId))).toBe('not-found')
  })

  it('that two approve at the same moment gives one code', async () => {
    const person = await aPerson()
    const { recoveryId } = await begin(manager, person)
    const codes = await Promise.all([first, second].map((by) => codeOf(approve(by, person, recoveryId))))
    expect(codes.filter((code) => code === 'done')).toHaveLength(1)
    expect(['conflict', 'not-found']).toContain(codes.find((code) => code !== 'done'))
  })

  it('that was begun anew, or has waited for a day, is not approved any more', async () => {
    const person = await aPerson()
    const old = await begin(manager, person)
    const { recoveryId } = await begin(second, person)
    expect(await codeOf(approve(first, person, old.recoveryId))).toBe('not-found')
    const stored = room.db.collection<StoredRecovery>('recoveries')
    await stored.updateOne({ _id: person.personId }, { $set: { until: new Date(Date.now() - 1) } })
    expect(await codeOf(approve(first, person, recoveryId))).toBe('not-found')
    expect(await codeOf(signIn(person))).toBe('done')
  })

  it('lets nobody in whom something else keeps out: who is suspended stays so, a closed account is closed, and nobody is approved by it', async () => {
    const suspended = await aPerson({ suspendedBy: ['case-1'] } as Partial<Person>)
    const code = await recovered(suspended)
    const { totpSecret } = await enrol(suspended, code)
    expect(await codeOf(signInAnew(suspended, totpSecret))).toBe('unauthenticated')
    const closed = await aPerson()
    const { recoveryId } = await begin(manager, closed)
    await people().updateOne({ _id: closed.personId }, { $set: { closedAt: new Date() } })
    expect(await codeOf(approve(first, closed, recoveryId))).toBe('conflict')
    expect(await codeOf(begin(manager, closed))).toBe('conflict')
    expect(await authenticators().countDocuments({ _id: closed.personId })).toBe(1)
    expect(await codeOf(begin(manager, await aPerson({ approvedBy: null })))).toBe('conflict')
  })

  it('is recorded in both its steps, by codes and references', async () => {
    const person = await aPerson()
    const { recoveryId } = await begin(manager, person)
    const enrolmentCode = (await approve(first, person, recoveryId)).enrolmentCode
    const kept = await room.db
      .collection('outbox')
      .find({ 'payload.particulars.recoveryId': recoveryId })
      .sort({ _id: 1 })
      .toArray()
    const entries = kept.map(({ payload }) => payload as { action: string; particulars: object })
    expect(entries.map(({ action }) => action).sort()).toEqual(['recovery-approve', 'recovery-begin'])
    expect(entries.find(({ action }) => action === 'recovery-begin')!.particulars).toEqual({
      ...{ personId: person.personId, recoveryId, ground: 'lost', reference: 'ID/2026/1' },
    })
    expect(JSON.stringify(await room.db.collection('enrolments').find().toArray())).not.toContain(enrolmentCode)
  })
})
