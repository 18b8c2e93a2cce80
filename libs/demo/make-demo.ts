import { api, NATIONAL_DESK } from '@contactpoint/contracts'
import { makeFirstAccounts, projectRoot, StackError } from '@contactpoint/stack'
import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ATTESTING,
  DEMO_PEOPLE,
  DEMO_PRACTITIONERS,
  FIRST_TRAINER,
  FIRST_TWO,
  MAY_OVERRIDE,
  needOf,
  ORGANISATIONS,
  THIRD,
  TRAINING_TEAM,
  type DemoPerson,
} from './demo-people.ts'
import { asAdministrator, demoSuppliers } from './demo-suppliers.ts'
import { inDays, LettingIn, type LetIn, type NewPerson, type Signed } from './letting-in.ts'

/** Somebody of the demonstration, with what they know and carry. Secrets. */
export type DemoAccount = LetIn & DemoPerson

/** Where nobody is yet, and the demonstration is to be. */
export interface DemoPlace {
  gatewayUrl: string
  /** Address of MongoDB as an administrator, for what only an operator does: a secret. Unset: `MONGODB_ADMIN_URI` or its file says it. */
  mongoAdminUri?: string
  /** Where the secrets are kept, in two files of mode 0600. */
  folder: string
  onStep?: (text: string) => void
}

const ACCOUNTS = 'demo-accounts.json'
const PHONE = '01134960100'

export function hasDemo(folder: string): boolean {
  return existsSync(join(folder, ACCOUNTS))
}

/**
 * Makes the demo accounts as a country lets in its people: through the API, each step by somebody who may take it. What was begun and not
 * ended cannot go on: nobody knows the secrets of those who are there.
 *
 * @throws StackError when there are demo accounts or any other already, the services are not ready, or it could not be ended
 */
export async function makeDemo({ gatewayUrl, mongoAdminUri, folder, onStep }: DemoPlace): Promise<void> {
  if (hasDemo(folder)) throw new StackError('There are demo accounts already.')
  await assertReady(gatewayUrl)
  const demo = new Demo(new LettingIn(gatewayUrl), onStep ?? (() => undefined))
  try {
    const accounts = await demo.make(mongoAdminUri)
    await write(folder, 'demo-clients.json', await demoSuppliers(mongoAdminUri))
    await write(folder, ACCOUNTS, accounts)
  } catch (error) {
    throw new StackError(
      `The demo accounts could not be made: ${(error as Error).message} Begin anew with an empty store.`,
      {
        cause: error,
      },
    )
  }
}

/** Whole or not at all. */
async function write(folder: string, name: string, content: object): Promise<void> {
  const file = join(folder, name)
  await writeFile(`${file}.part`, JSON.stringify(content, null, 2), { mode: 0o600 })
  await rename(`${file}.part`, file)
}

/** Before anything is done that nobody can take back. */
async function assertReady(gatewayUrl: string): Promise<void> {
  const isReady = await fetch(`${gatewayUrl}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  )
  if (!isReady) throw new StackError('ContactPoint is not ready: start all of its services first.')
}

/** `cpmt-national-2` is called Demo Cpmt-National. */
function nameOf(username: string): string {
  const words = username.split('-').filter((word) => !/\d/.test(word))
  return words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('-')
}

class Demo {
  private readonly known = new Map<string, DemoAccount>()
  private readonly signedIn = new Map<string, Promise<Signed>>()
  private readonly organisations: Record<string, string> = {}

  constructor(
    private readonly letting: LettingIn,
    private readonly say: (text: string) => void,
  ) {}

  async make(mongoAdminUri: string | undefined): Promise<DemoAccount[]> {
    this.say('letting in the demo accounts: two accreditors, a trainer')
    await this.begin(mongoAdminUri)
    this.say('letting in the demo accounts: the desks of two authorities')
    const [one, other] = await this.both()
    await this.letIn(DEMO_PEOPLE, () => one, other)
    await this.goLive()
    this.say('letting in the demo accounts: practitioners')
    const makers = new Map<string, Signed>()
    for (const { madeBy } of DEMO_PRACTITIONERS) makers.set(madeBy, await this.as(madeBy))
    await this.letIn(DEMO_PRACTITIONERS, ({ madeBy }) => makers.get(madeBy)!, other)
    await this.grantOverride()
    await Promise.all([...this.signedIn.values()].map(async (one) => (await one).call(api.sessions.close)))
    return [...this.known.values()]
  }

  /** The first two, whom an operator vouches for, and whoever trains everybody: these two as well. */
  private async begin(mongoAdminUri: string | undefined): Promise<void> {
    const [first, second] = FIRST_TWO
    const names = {
      FIRST_USERNAME: first,
      SECOND_USERNAME: second,
      ACCOUNT_ORGANISATION: ORGANISATIONS[NATIONAL_DESK]!,
    }
    const invited = await makeFirstAccounts(projectRoot, { ...asAdministrator(mongoAdminUri), ...names })
    for (const one of invited)
      this.keep({ role: 'accreditor', authority: NATIONAL_DESK, ...(await this.letting.enrol(one)) })
    const [one, other] = await this.both()
    const team = await this.beginOrganisations(one)
    const trainer = await this.letting.firstTrainer(one, other, this.personOf(FIRST_TRAINER, team))
    this.keep({ ...FIRST_TRAINER, ...trainer })
    await this.letting.holdSession(await this.trainer())
    await this.lookAfterEachOther(one, other)
    await this.letIn([THIRD], () => one, other, team)
    await this.letting.accredit(await this.as(THIRD.username), this.organisations[NATIONAL_DESK]!)
  }

  /** @returns a second one of the national desk */
  private async beginOrganisations(one: Signed): Promise<string> {
    const { items } = await one.call(api.organisations.overview)
    const { organisationId } = items[0]!
    await one.call(api.organisations.confirmContact, { organisationId, phone: PHONE, email: 'desk@example.gov.uk' })
    this.organisations[NATIONAL_DESK] = organisationId
    const begin = (authority: string, name: string): Promise<string> => {
      const reached = { phone: PHONE, email: 'office@example.gov.uk' }
      return this.letting.organisation(one, { name, authority, sector: 'social-care', ...reached })
    }
    for (const [authority, name] of Object.entries(ORGANISATIONS))
      this.organisations[authority] ??= await begin(authority, name)
    return begin(NATIONAL_DESK, TRAINING_TEAM)
  }

  /** Of the first two nobody has checked anything: each is checked by the other, and trained as everybody is. */
  private async lookAfterEachOther(one: Signed, other: Signed): Promise<void> {
    const [first, second] = FIRST_TWO.map((username) => this.known.get(username)!) as [DemoAccount, DemoAccount]
    for (const [by, { personId, role }] of [
      [one, second],
      [other, first],
    ] as const) {
      await this.letting.check(by, personId, role)
      await by.call(api.people.attest, { personId })
    }
    await this.letting.train(await this.trainer(), [first, second])
  }

  /** Made, trained together, and approved by somebody else than made them. */
  private async letIn<Who extends DemoPerson>(
    people: readonly Who[],
    makerOf: (one: Who) => Signed,
    approver: Signed,
    organisationId?: string,
  ): Promise<void> {
    const make = async (one: Who) => ({
      ...one,
      ...(await this.letting.make(makerOf(one), this.personOf(one, organisationId))),
    })
    const made = await Promise.all(people.map(make))
    await this.letting.train(await this.trainer(), made)
    const approve = async ({ role, authority, ...one }: (typeof made)[number]) => ({
      ...{ role, authority },
      ...(await this.letting.approve(approver, one)),
    })
    for (const account of await Promise.all(made.map(approve))) this.keep(account)
  }

  /** A policy that was reviewed outside, and desks that say that they are ready. */
  private async goLive(): Promise<void> {
    const review = {
      reviewer: 'Demo Reviewer',
      organisation: 'Demo Audit',
      reviewedOn: inDays(-1),
      signature: 'DEMO/1',
    }
    await (await this.as('auditor')).call(api.policies.recordReview, { version: 1, ...review })
    const one = await this.as(FIRST_TWO[0])
    for (const [code, attesting] of Object.entries(ATTESTING)) {
      await one.call(api.authorities.begin, { code, wave: 1 })
      for (const username of attesting) await (await this.as(username)).call(api.authorities.attest, { code })
      await one.call(api.authorities.activate, { code })
    }
  }

  private async grantOverride(): Promise<void> {
    const { personId } = this.known.get(MAY_OVERRIDE)!
    const until = new Date(`${inDays(364)}T00:00:00Z`).toISOString()
    const { grantId } = await (await this.as('cpmt')).call(api.overrides.propose, { personId, until })
    await (await this.as('cpmt-2')).call(api.overrides.approve, { grantId })
  }

  /** No child has such a name by chance: what people do in a demonstration is their work. */
  private personOf(
    { username, role, authority }: DemoPerson,
    organisationId = role === 'practitioner' ? undefined : this.organisations[authority],
  ): NewPerson {
    const familyName = nameOf(username)
    const told = { givenName: 'Demo', familyName, postcode: 'LS29 9XY', phone: PHONE }
    const where = organisationId === undefined ? {} : { organisationId }
    return { username, role, need: needOf(role), ...told, email: `${username}@example.gov.uk`, ...where }
  }

  private keep(account: DemoAccount): void {
    this.known.set(account.username, account)
  }

  private both(): Promise<[Signed, Signed]> {
    return Promise.all([this.as(FIRST_TWO[0]), this.as(FIRST_TWO[1])])
  }

  private trainer(): Promise<Signed> {
    return this.as(FIRST_TRAINER.username)
  }

  private as(username: string): Promise<Signed> {
    const known = this.signedIn.get(username) ?? this.letting.signIn(this.known.get(username)!)
    this.signedIn.set(username, known)
    return known
  }
}
