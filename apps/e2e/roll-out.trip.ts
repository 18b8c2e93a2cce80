import {
  AGREEMENT_VERSION,
  api,
  MODULES_OF,
  ORGANISATION_EVIDENCE,
  pathTo,
  SYLLABUS,
  TRAINING_MODULES,
  type AccountApproved,
  type Account,
  type Enrolled,
  type MemberOrganisation,
  type Recovery,
  type Role,
} from '@contactpoint/contracts'
import {
  codeShown,
  firstAccounts,
  firstSettings,
  type ApiClient,
  type TestAccount,
  type TestStack,
} from '@contactpoint/testing'
import { expect } from '@jest/globals'

const CHOSEN = { password: 'a long walk to the sea', pin: '4821', agreement: AGREEMENT_VERSION }
const COURSE = { code: 'CP-CORE', version: '1.0' }
const DAY_MS = 24 * 60 * 60 * 1000

export const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)

/** Somebody who was let in, and is signed in. */
export interface Somebody {
  personId: string
  username: string
  client: ApiClient
}

/** What docs/roll-out.md does, from a system with nobody in it, through the API alone. */
export class LettingIn {
  private nth = 0
  first!: ApiClient
  second!: ApiClient
  trainer!: Somebody
  private sessionId = ''

  constructor(private readonly stack: TestStack) {}

  /** The first two accreditors, whom the console invites. */
  async begin(): Promise<void> {
    const enrol = async (choice: object) =>
      (await this.ok<Enrolled>(this.stack.api, api.people.enrol.path, choice)).totpSecret
    const accounts = await firstAccounts(firstSettings(this.stack), async (choice) => ({
      totpSecret: await enrol(choice),
    }))
    const [one, other] = accounts as [TestAccount, TestAccount]
    this.first = await this.signIn(one)
    this.second = await this.signIn(other)
  }

  /** An organisation that is accredited. */
  async organisation(name: string, authority: string): Promise<string> {
    const given = { name, authority, sector: 'social-care', phone: '0113 496 0123', email: 'office@example.org' }
    const { organisationId } = await this.ok<MemberOrganisation>(this.first, api.organisations.create.path, given)
    const accreditation = { until: inDays(700), evidence: [...ORGANISATION_EVIDENCE], disciplinaryProcedure: true }
    await this.ok(this.first, pathTo(api.organisations.accredit, { organisationId }), accreditation)
    return organisationId
  }

  /** A course that teaches everything, and the first trainer, whom nobody can have trained. */
  async trainers(organisationId: string): Promise<void> {
    const modules = TRAINING_MODULES.map((module) => ({ module, items: SYLLABUS[module] }))
    const course = { code: COURSE.code, major: 1, minor: 0, modules, validMonths: 12, graceDays: 90 }
    await this.ok(this.first, api.courses.publish.path, course)
    const made = await this.make(this.first, 'trainer', organisationId)
    const founded = { personId: made.personId, courseCode: COURSE.code, version: COURSE.version }
    await this.ok(this.first, api.training.found.path, { ...founded, modules: [...TRAINING_MODULES] })
    await this.ok(this.second, pathTo(api.training.accredit, made), {
      until: new Date(Date.now() + 300 * DAY_MS).toISOString(),
    })
    this.trainer = await this.approve(this.second, made)
    const held = { courseCode: COURSE.code, version: COURSE.version, heldOn: inDays(0) }
    this.sessionId = (await this.ok<{ sessionId: string }>(this.trainer.client, api.training.hold.path, held)).sessionId
  }

  /** Made by one, checked, trained, approved by another, and enrolled by themselves. */
  async letIn(maker: ApiClient, approver: ApiClient, role: Role, organisationId?: string): Promise<Somebody> {
    const made = await this.make(maker, role, organisationId)
    await this.train(made, role)
    return this.approve(approver, made)
  }

  /** Somebody who lost what they sign in with: begun by one, approved by another, and enrolled anew. */
  async recover(beginner: ApiClient, approver: ApiClient, { personId, username }: Somebody): Promise<Somebody> {
    const told = { ground: 'lost', reference: 'ID/2026/0417' }
    const path = pathTo(api.people.beginRecovery, { personId })
    const { recoveryId } = await this.ok<Recovery>(beginner, path, told)
    return this.enrol(approver, pathTo(api.people.approveRecovery, { personId, recoveryId }), { personId, username })
  }

  private async make(maker: ApiClient, role: Role, organisationId?: string): Promise<Omit<Somebody, 'client'>> {
    const username = `${role}.${++this.nth}`
    const named = { givenName: 'Aisha', familyName: 'Patel', postcode: 'LS1 4AP', phone: '0113 496 0123' }
    const person = { username, role, need: 'works-with-children', ...named, email: 'a@example.org' }
    const { personId } = await this.ok<Account>(maker, api.people.create.path, {
      ...person,
      ...(organisationId && { organisationId }),
    })
    const kinds = ['identity', 'enhanced-disclosure', ...(role === 'shield-officer' ? ['officer-vetting'] : [])]
    for (const kind of kinds)
      await this.ok(maker, pathTo(api.people.check, { personId }), {
        kind,
        reference: 'DBS/2026/1',
        until: inDays(900),
      })
    return { personId, username }
  }

  private async train({ personId, username }: Omit<Somebody, 'client'>, role: Role): Promise<void> {
    const { sessionId, trainer } = this
    const acknowledged = Object.values(SYLLABUS).flat().join(' ')
    const list = `username,acknowledged\n${username},${acknowledged}\n`
    const csv = { 'content-type': 'text/csv' }
    const { status } = await trainer.client.post(pathTo(api.training.attend, { sessionId }), list, csv)
    expect(status).toBe(200)
    const assessed = role === 'cpmt' || role === 'trainer'
    const modules = { personId, modules: MODULES_OF[role], ...(assessed && { assessment: 'pass' }) }
    await this.ok(trainer.client, pathTo(api.training.certify, { sessionId }), modules)
  }

  private approve(approver: ApiClient, made: Omit<Somebody, 'client'>): Promise<Somebody> {
    return this.enrol(approver, pathTo(api.people.approve, made), made)
  }

  /** @param path what answers the code with which they enrol */
  private async enrol(
    approver: ApiClient,
    path: string,
    { personId, username }: Omit<Somebody, 'client'>,
  ): Promise<Somebody> {
    const { enrolmentCode } = await this.ok<AccountApproved>(approver, path, {})
    const { totpSecret } = await this.ok<Enrolled>(this.stack.api, api.people.enrol.path, {
      username,
      enrolmentCode,
      ...CHOSEN,
    })
    return { personId, username, client: await this.signIn({ username, ...CHOSEN, totpSecret }) }
  }

  private async signIn(account: TestAccount): Promise<ApiClient> {
    return this.stack.api.signIn(account, Promise.resolve(codeShown(account)))
  }

  /** @returns what was answered, once it was done */
  async ok<T = object>(who: ApiClient, path: string, body: object): Promise<T> {
    const answer = await who.post<T>(path, body)
    expect({ path, status: answer.status, body: answer.status < 300 ? null : answer.body }).toEqual({
      ...{ path, status: expect.any(Number) },
      body: null,
    })
    return answer.body
  }
}
