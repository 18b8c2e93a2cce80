import { appendEntry, type AppendEntry, type CreatePerson } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import {
  aCaller,
  aRoom,
  codeOf,
  codeShown,
  firstAccounts,
  firstSettings,
  inACall,
  type Room,
  type TestAccount,
} from '@contactpoint/testing'
import type { Caller } from '@contactpoint/bus'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { decodeJwt } from 'jose'
import { identity } from '../app.module.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import type { Person } from '../people/people.schema.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import type { Certificate } from '../training/certificates.schema.ts'
import { vouchedCertificates } from '../training/vouched.rules.ts'
import { AccountsService } from './accounts.service.ts'
import { RemovalsService } from './removals.service.ts'

let room: Room<'audit'>
let first: Caller
let second: Caller
let manager: Caller
let organisationId: string
let nth = 0

const EVIDENCE = [
  'disciplinary-procedure',
  'security-policy',
  'data-protection-registration',
  'contact-of-record',
] as const
const accounts = () => room.get(AccountsService)
const removals = () => room.get(RemovalsService)
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const enrol = (choice: object) => inACall(() => room.get(EnrolmentsService).complete(choice))
const recorded = (): AppendEntry[] => room.fakes.audit.questions(appendEntry)

beforeAll(async () => {
  room = await aRoom(identity, ['audit'])
  room.fakes.audit.answers(appendEntry, async () => ({ log: 'england', index: 1, leafHash: 'ab' }))
  const [one, other] = await firstAccounts(firstSettings(room.stack), enrol)
  ;[first, second] = [await callerOf(one!), await callerOf(other!)]
  const given = { name: 'Elm Street Nursery', sector: 'education', authority: '383', phone: '01134960123' } as const
  const made = await room.get(OrganisationsService).create(first, { ...given, email: 'o@example.org' })
  organisationId = made.organisationId
  const account = await letIn(first, second, { role: 'account-manager', need: 'manages-accounts', organisationId })
  await accredit(700)
  manager = await callerOf(account)
})

afterAll(() => room?.close())

const accredit = (days: number) =>
  room.get(OrganisationsService).accredit(first, {
    ...{ organisationId, until: inDays(days), evidence: [...EVIDENCE], disciplinaryProcedure: true },
  })
const signIn = async (account: TestAccount) => {
  await room.db.collection('authenticators').updateMany({}, { $set: { lastStep: 0 } })
  const { username, password, pin } = account
  return inACall(() => room.get(SessionsService).open({ username, password, pin, code: codeShown(account) }))
}
async function callerOf(account: TestAccount): Promise<Caller> {
  const claims = decodeJwt((await signIn(account)).accessToken)
  const [role, organisation] = [claims.role as Caller['role'], String(claims.organisation)]
  const who = { personId: claims.sub!, identity: String(claims.identity), sessionId: String(claims.sid) }
  return aCaller({ ...who, role, organisation, authority: String(claims.authority) })
}
const somebody = (given: Partial<CreatePerson> = {}): CreatePerson => ({
  ...{ username: `p-${++nth}`, role: 'practitioner', need: 'works-with-children', givenName: 'Aisha' },
  ...{ familyName: 'Patel', postcode: 'LS1 4AP', phone: '01134960123', email: 'a@example.org', ...given },
})

/** Somebody for whom everything was done, training included, which has a feature of its own. */
async function letIn(
  maker: Caller,
  approver: Caller,
  given: Partial<CreatePerson> = {},
): Promise<TestAccount & { personId: string }> {
  const { personId, username } = await accounts().create(maker, somebody(given))
  for (const kind of ['identity', 'enhanced-disclosure'] as const)
    await accounts().check(maker, { personId, kind, reference: 'DBS/1', until: inDays(300) })
  await people().updateOne({ _id: personId }, { $set: { 'preconditions.training': new Date(Date.now() + 86_400_000) } })
  const { enrolmentCode } = await accounts().approve(approver, personId)
  const chosen = { password: 'correct horse battery', pin: '4821' }
  const { totpSecret } = await enrol({ username, enrolmentCode, ...chosen, agreement: '2026-1' })
  return { personId, username, ...chosen, totpSecret }
}
const people = () => room.db.collection<Person>('people')
const live = (isLive: boolean) =>
  room.db
    .collection<{ _id: string }>('authorities')
    .replaceOne(
      { _id: '383' },
      { wave: 1, attestations: [], liveSince: isLive ? new Date() : null, suspendedSince: null } as never,
      { upsert: true },
    )

describe('Somebody is let in', () => {
  it('by a manager who makes the account, an accreditor who approves it, and themselves who choose: then, and not before', async () => {
    await live(true)
    const { personId, username } = await accounts().create(manager, somebody())
    expect(
      (await accounts().eligibility(manager, personId)).preconditions
        .filter(({ isMet }) => isMet)
        .map(({ name }) => name),
    ).toEqual(['organisation', 'authority', 'not-suspended', 'open-account'])
    const { enrolmentCode, account } = await accounts().approve(second, personId)
    expect(account).toMatchObject({ username, state: 'approved' })
    const chosen = { username, password: 'correct horse battery', pin: '4821', agreement: '2026-1' }
    expect(await codeOf(enrol({ ...chosen, enrolmentCode: 'AAAA-AAAA-AAAA-AAAA' }))).toBe('unauthenticated')
    expect(await codeOf(enrol({ ...chosen, enrolmentCode, password: 'short' }))).toBe('invalid-request')
    const twice = await Promise.all([1, 2].map(() => codeOf(enrol({ ...chosen, enrolmentCode }))))
    expect(twice.sort()).toEqual(['done', 'unauthenticated'])
  })

  it('only while everything is in date, their organisation and their authority too (S02, S09)', async () => {
    await live(true)
    const account = await letIn(manager, first)
    await expect(signIn(account)).resolves.toMatchObject({ expiresIn: 60 })
    await live(false)
    expect(await codeOf(signIn(account))).toBe('unauthenticated')
    await live(true)
    await room.get(OrganisationsService).disaccredit(second, organisationId)
    expect(await codeOf(signIn(account))).toBe('unauthenticated')
    await accredit(400)
    expect(await codeOf(signIn(account))).toBe('done')
    await people().updateOne({ _id: account.personId }, { $set: { attestedUntil: new Date() } })
    expect(await codeOf(signIn(account))).toBe('unauthenticated')
    expect((await accounts().attest(manager, account.personId)).until).not.toBeNull()
    expect(await codeOf(signIn(account))).toBe('done')
  })

  it('never by one alone: no step about oneself, and no approval of what one made (I8)', async () => {
    const officer = somebody({ role: 'shield-officer', need: 'shield-desk', organisationId })
    const { personId } = await accounts().create(first, officer)
    expect(await codeOf(accounts().approve(first, personId))).toBe('conflict')
    expect(await codeOf(accounts().approve(second, personId))).toBe('done')
    expect(await codeOf(accounts().approve(second, personId))).toBe('conflict')
    const themselves = { ...first, personId, identity: personId, role: 'accreditor' } as Caller
    for (const step of [
      () => accounts().check(themselves, { personId, kind: 'identity', reference: 'A', until: inDays(9) }),
      () => accounts().attest(themselves, personId),
      () => removals().suspend(themselves, { personId, code: 'other' }),
      () => removals().close(themselves, { personId, code: 'left' }),
    ])
      expect(await codeOf(step())).toBe('conflict')
  })

  it('by nobody else: of another organisation or authority they are not there at all', async () => {
    const { personId } = await accounts().create(manager, somebody())
    const elsewhere = aCaller({ personId: first.personId, identity: 'x', role: 'accreditor', authority: '380' })
    for (const other of [elsewhere, aCaller({ personId: second.personId, identity: 'y', role: 'account-manager' })]) {
      expect(await codeOf(accounts().attest(other, personId))).toBe('not-found')
      expect(await codeOf(accounts().eligibility(other, personId))).toBe('not-found')
    }
    expect(await codeOf(accounts().create(manager, somebody({ role: 'cpmt', organisationId })))).toBe('forbidden')
    expect(await codeOf(accounts().create(manager, somebody({ username: 'p-1' })))).toBe('conflict')
  })

  it('with everything recorded, by ids and codes, and no name', async () => {
    const account = await letIn(manager, first, { familyName: 'Zebedee', postcode: 'LS2 7EW' })
    const about = () => recorded().filter(({ particulars }) => particulars!.personId === account.personId)
    const acts = ['person-create', 'person-check', 'person-check', 'person-approve', 'person-enrol']
    await eventually(async () => about().length === acts.length, 20_000, 50)
    expect(
      about()
        .map(({ action }) => action as string)
        .sort(),
    ).toEqual(acts.toSorted())
    expect(JSON.stringify(about())).not.toMatch(/Zebedee|LS2|Aisha|example\.org/)
    expect(JSON.stringify(await people().findOne({ _id: account.personId }))).not.toMatch(/LS2/)
  })
})

describe('Somebody is kept out', () => {
  it('at once when they are suspended, their sessions too, until another accreditor lets them in again', async () => {
    await live(true)
    const account = await letIn(manager, first)
    const { refreshToken } = await signIn(account)
    const { personId } = account
    expect(await removals().suspend(first, { personId, code: 'misuse-suspected' })).toMatchObject({
      state: 'suspended',
    })
    expect(await codeOf(inACall(() => room.get(SessionsService).renew({ refreshToken })))).toBe('unauthenticated')
    expect(await codeOf(signIn(account))).toBe('unauthenticated')
    expect(await codeOf(removals().reinstate(first, personId))).toBe('conflict')
    expect(await removals().reinstate(second, personId)).toMatchObject({ state: 'open' })
    expect(await codeOf(signIn(account))).toBe('done')
  })

  it('as long as a case suspends them, whoever else lets them in', async () => {
    const { personId } = await letIn(manager, first)
    await people().updateOne({ _id: personId }, { $set: { suspendedBy: ['case-1'] } })
    await removals().suspend(first, { personId, code: 'other' })
    expect(await removals().reinstate(second, personId)).toMatchObject({ state: 'suspended' })
    expect(await codeOf(removals().reinstate(second, personId))).toBe('conflict')
  })

  it('for good when the account is closed; whoever works elsewhere gets another that is the same person', async () => {
    const { personId } = await letIn(manager, first)
    const again = somebody({ formerPersonId: personId })
    expect(await codeOf(accounts().create(manager, again))).toBe('invalid-request')
    await people().updateOne({ _id: personId }, { $set: { suspendedBy: ['case-2'] } })
    await removals().suspend(first, { personId, code: 'other' })
    await removals().close(manager, { personId, code: 'moved' })
    expect(await codeOf(accounts().attest(manager, personId))).toBe('conflict')
    const until = new Date(Date.now() + 86_400_000)
    const held = vouchedCertificates({ _id: personId, role: 'practitioner' }, until, new Date())
    await room.db.collection<Certificate>('certificates').insertMany(held)
    const { personId: next } = await accounts().create(manager, again)
    // What a case has suspended is so with the new account too.
    expect(await people().findOne({ _id: next })).toMatchObject({ identity: personId, suspendedBy: ['case-2'] })
    expect((await people().findOne({ _id: next }))!.preconditions.training).toEqual(until)
    expect((await accounts().list(manager)).items.map((one) => one.personId)).not.toContain(personId)
  })
})
