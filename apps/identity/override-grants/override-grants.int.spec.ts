import type { Caller } from '@contactpoint/bus'
import {
  aCaller,
  aRoom,
  codeShown,
  firstAccounts,
  firstSettings,
  inACall,
  type Room,
  type TestAccount,
} from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { decodeJwt } from 'jose'
import { identity } from '../app.module.ts'
import type { StoredAuthority } from '../authorities/authorities.schema.ts'
import { ACCOUNT_LIMIT } from '../authenticators/authenticators.rules.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import type { Person } from '../people/people.schema.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import type { Grant } from './override-grants.schema.ts'
import { OverrideGrantsService } from './override-grants.service.ts'

let room: Room
let account: TestAccount
let holder: Caller
let refreshToken: string
const DAY_MS = 24 * 60 * 60 * 1000

beforeAll(async () => {
  room = await aRoom(identity)
  const enrol = (choice: object) => inACall(() => room.get(EnrolmentsService).complete(choice))
  const made = await firstAccounts(firstSettings(room.stack, 'holder'), enrol)
  account = made[0]!
  const live = { _id: '383', wave: 1, attestations: [], liveSince: new Date(), suspendedSince: null }
  await room.db.collection<StoredAuthority>('authorities').insertOne(live)
})

/** The account is a practitioner's who holds the grant, and has signed in. */
beforeEach(async () => {
  const practitioner = { role: 'practitioner', authority: '383', overrideUntil: inDays(30) } as const
  await people().updateOne({ username: 'holder' }, { $set: practitioner })
  await room.db.collection('attempts').deleteMany({})
  const { username, password, pin } = account
  const tokens = await inACall(async () => sessions().open({ username, password, pin, code: await code() }))
  const { sub, sid } = decodeJwt(tokens.accessToken)
  refreshToken = tokens.refreshToken
  holder = aCaller({ personId: sub!, identity: sub!, sessionId: String(sid), mayOverride: true })
})

afterAll(() => room?.close())

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)
const people = () => room.db.collection<Person>('people')
const sessions = () => room.get(SessionsService)
const grants = () => room.get(OverrideGrantsService)
/** A code that is taken, without waiting for the next. */
const code = async () => {
  await room.db.collection('authenticators').updateMany({}, { $set: { lastStep: 0 } })
  return codeShown(account)
}
const stepUp = (typed: { pin: string; code: string }) => inACall(() => grants().stepUp(holder, typed))
const team = aCaller({ personId: 'm-1', role: 'cpmt' })
const officer = aCaller({ personId: 'o-1', role: 'shield-officer' })
const propose = (days = 30) => grants().propose(team, { personId: holder.personId, until: inDays(days).toISOString() })

describe('Going on with an override', () => {
  it('takes the PIN and a code that was not used, and counts wrong ones until the account is shut', async () => {
    const right = { pin: account.pin, code: await code() }
    await expect(stepUp(right)).resolves.toBeUndefined()
    await expect(stepUp(right)).rejects.toMatchObject({ code: 'step-up-failed' })
    for (let n = 0; n < ACCOUNT_LIMIT; n++)
      await expect(stepUp({ pin: '0', code: await code() })).rejects.toMatchObject({ code: 'step-up-failed' })
    await expect(stepUp({ pin: account.pin, code: await code() })).rejects.toMatchObject({ code: 'step-up-failed' })
  })

  it('takes a session that goes on: one that ended between warning and grant opens nothing', async () => {
    await sessions().close(holder)
    const right = { pin: account.pin, code: await code() }
    await expect(stepUp(right)).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(grants().check(holder)).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('takes a grant that is in force now, and a person who may sign in, whatever the token says', async () => {
    await people().updateOne({ _id: holder.personId }, { $set: { overrideUntil: inDays(-0.001) } })
    await expect(grants().check(holder)).rejects.toMatchObject({ code: 'forbidden' })
    const lapsed = { overrideUntil: inDays(1), 'preconditions.training': inDays(-1) }
    await people().updateOne({ _id: holder.personId }, { $set: lapsed })
    await expect(grants().check(holder)).rejects.toMatchObject({ code: 'unauthenticated' })
    await people().updateOne({ _id: holder.personId }, { $set: { 'preconditions.training': inDays(1) } })
  })
})

describe('A grant', () => {
  it('is in force from its approval, once, and takes the place of the one before', async () => {
    await people().updateOne({ _id: holder.personId }, { $set: { overrideUntil: null } })
    const [first, second] = [await propose(), await propose(60)]
    await expect(grants().check(holder)).rejects.toMatchObject({ code: 'forbidden' })
    const approve = (grantId: string) => grants().approve(officer, { grantId })
    const done = await Promise.allSettled([approve(first.grantId), approve(first.grantId)])
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await grants().check(holder)
    await approve(second.grantId)
    const stored = await room.db.collection<Grant>('override_grants').find({ endedAt: null }).toArray()
    expect(stored.map(({ _id }) => _id)).toEqual([second.grantId])
    expect((await people().findOne({ _id: holder.personId }))!.overrideUntil).toEqual(new Date(second.until))
  })

  it('ends at once when one person ends it, also when it is ended again', async () => {
    const { grantId } = await propose()
    await grants().approve(officer, { grantId })
    for (let n = 0; n < 2; n++) expect(await grants().end(team, { grantId })).toMatchObject({ state: 'ended' })
    await expect(grants().check(holder)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('that a check ends takes every session along, and is safe to end again', async () => {
    const { grantId } = await propose()
    await grants().approve(officer, { grantId })
    for (let n = 0; n < 2; n++) await grants().revoke(holder.personId)
    await expect(inACall(() => sessions().renew({ refreshToken }))).rejects.toMatchObject({ code: 'unauthenticated' })
    expect((await people().findOne({ _id: holder.personId }))!.overrideUntil).toBeNull()
    expect((await grants().list(team)).items).toEqual([])
  })

  it('of a day that is no day, or is too far, is not proposed', async () => {
    for (const until of ['2027-13-45T00:00:00Z', inDays(367).toISOString(), inDays(-1).toISOString()]) {
      const refused = grants().propose(team, { personId: holder.personId, until })
      await expect(refused).rejects.toMatchObject({ code: 'invalid-request' })
    }
  })
})
