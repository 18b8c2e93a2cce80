import { api, type Role } from '@contactpoint/contracts'
import { LettingIn, type LetIn, type Signed } from '@contactpoint/demo'
import { makeFirstAccounts, projectRoot, type Invited } from '@contactpoint/stack'
import { firstSettings, type TestStack } from '@contactpoint/testing'

/** Somebody who was let in, and is signed in. */
export interface Somebody extends Pick<LetIn, 'personId' | 'username'> {
  client: Signed
}

/** What docs/roll-out.md does, from a system with nobody in it, through the API alone. */
export class RollOut {
  private readonly letting: LettingIn
  private nth = 0
  first!: Signed
  second!: Signed
  private trainer!: Signed

  constructor(private readonly stack: TestStack) {
    this.letting = new LettingIn(stack.address.gatewayUrl)
  }

  /** The first two accreditors, whom the console invites. */
  async begin(): Promise<void> {
    const invited = await makeFirstAccounts(projectRoot, firstSettings(this.stack))
    const [one, other] = await Promise.all(invited.map((each) => this.enrolled(each)))
    this.first = one!.client
    this.second = other!.client
  }

  /** An organisation that is accredited. */
  organisation(name: string, authority: string): Promise<string> {
    const reached = { phone: '0113 496 0123', email: 'office@example.org' }
    return this.letting.organisation(this.first, { name, authority, sector: 'social-care', ...reached })
  }

  async beginTraining(organisationId: string): Promise<void> {
    const trainer = await this.letting.firstTrainer(this.first, this.second, this.personOf('trainer', organisationId))
    this.trainer = await this.letting.signIn(trainer)
    await this.letting.holdSession(this.trainer)
  }

  /** Made by one, checked, trained, approved by another, and enrolled by themselves. */
  async letIn(maker: Signed, approver: Signed, role: Role, organisationId?: string): Promise<Somebody> {
    const made = await this.letting.make(maker, this.personOf(role, organisationId))
    await this.letting.train(this.trainer, [{ ...made, role }])
    return this.signedIn(await this.letting.approve(approver, made))
  }

  /** Somebody who lost what they sign in with: begun by one, approved by another, and enrolled anew. */
  async recover(beginner: Signed, approver: Signed, { personId, username }: Somebody): Promise<Somebody> {
    const told = { ground: 'lost', reference: 'ID/2026/0417' } as const
    const { recoveryId } = await beginner.call(api.people.beginRecovery, { personId, ...told })
    const { enrolmentCode } = await approver.call(api.people.approveRecovery, { personId, recoveryId })
    return this.enrolled({ personId, username, enrolmentCode })
  }

  private async enrolled(invited: Invited): Promise<Somebody> {
    return this.signedIn(await this.letting.enrol(invited))
  }

  private async signedIn(one: LetIn): Promise<Somebody> {
    return { personId: one.personId, username: one.username, client: await this.letting.signIn(one) }
  }

  private personOf(role: Role, organisationId?: string) {
    const named = { givenName: 'Aisha', familyName: 'Patel', postcode: 'LS1 4AP', phone: '0113 496 0123' }
    const person = { username: `${role}.${++this.nth}`, role, need: 'works-with-children', ...named } as const
    return { ...person, email: 'a@example.org', ...(organisationId && { organisationId }) }
  }
}
