import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { unauthenticated, type Caller } from '@contactpoint/bus'
import {
  Fault,
  MOST_GRANTS_LISTED,
  type AboutGrant,
  type OverrideGrant,
  type OverrideGrantsListed,
  type ProposeOverrideGrant,
  type StepUp,
} from '@contactpoint/contracts'
import { transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { AuthenticatorsService } from '../authenticators/authenticators.service.ts'
import { identityOf, mayOverride } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { OverrideGrantsRepository } from './override-grants.repository.ts'
import { isFit, mayApprove, mayHold, toGrant } from './override-grants.rules.ts'
import type { Grant } from './override-grants.schema.ts'

/** Who a check that found no grounds is, where a grant says who ended it. */
const CHECK = 'check'

/** Grants to override shields: on a person, dated, by two others (S26). What a person may now stands with the person. */
@Injectable()
export class OverrideGrantsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly grants: OverrideGrantsRepository,
    private readonly people: PeopleService,
    private readonly authenticators: AuthenticatorsService,
    private readonly sessions: SessionsService,
    private readonly revocations: RevocationsService,
  ) {}

  async propose(caller: Caller, ask: ProposeOverrideGrant): Promise<OverrideGrant> {
    const [until, now] = [new Date(ask.until), new Date()]
    const holder = await this.people.findById(ask.personId)
    if (!mayHold(holder, caller)) throw Fault.notFound()
    if (!isFit(until, now)) throw Fault.invalid('until', 'must be after now and within a year')
    const { _id: personId, authority } = holder
    const open = { approvedBy: null, approvedAt: null, endedBy: null, endedAt: null }
    const proposed = { _id: randomUUID(), personId, authority, until, proposedBy: caller.identity, proposedAt: now }
    await this.grants.add({ ...proposed, ...open })
    return toGrant({ ...proposed, ...open }, now)
  }

  /** From its answer on the person holds it; what they held before is over. */
  async approve(caller: Caller, { grantId }: AboutGrant): Promise<OverrideGrant> {
    const grant = await this.find(caller, grantId)
    const [holder, now] = [await this.people.findById(grant.personId), new Date()]
    if (!holder) throw Fault.notFound()
    if (!mayApprove(grant, holder, caller)) throw Fault.conflict('This step takes somebody else')
    return transaction(this.connection, async () => {
      const approved = await this.grants.approve(grantId, caller.identity, now)
      if (!approved) throw Fault.conflict('The grant does not wait for an approval any more')
      await this.grants.endOthers(approved, caller.identity, now)
      await this.people.setOverride(grant.personId, grant.until)
      return toGrant(approved, now)
    })
  }

  async end(caller: Caller, { grantId }: AboutGrant): Promise<OverrideGrant> {
    const grant = await this.find(caller, grantId)
    const now = new Date()
    await transaction(this.connection, async () => {
      const ended = await this.grants.end(grantId, caller.identity, now)
      if (ended?.approvedAt) await this.people.setOverride(grant.personId, null)
    })
    return toGrant({ ...grant, endedAt: grant.endedAt ?? now }, now)
  }

  async list({ authority }: Caller): Promise<OverrideGrantsListed> {
    const now = new Date()
    const found = await this.grants.findCurrent(authority, now, MOST_GRANTS_LISTED)
    return { items: found.map((grant) => toGrant(grant, now)), next: null }
  }

  /** A check has found no grounds: nothing of it may go on, by any account of whoever it was. */
  async revoke(personId: string): Promise<void> {
    const [person, now] = [await this.people.findById(personId), new Date()]
    const accounts = person ? await this.people.accountsOf(identityOf(person)) : []
    const theirs = new Set([personId, ...accounts.map(({ _id }) => _id)])
    await transaction(this.connection, async () => {
      for (const one of theirs) {
        await this.grants.endAllOf(one, CHECK, now)
        await this.people.setOverride(one, null)
      }
    })
    for (const one of theirs) await this.sessions.endAllOf(one)
    await this.revocations.isFollowed()
  }

  /** @throws Fault `unauthenticated` when the session has ended, `forbidden` when the grant has */
  async check(caller: Caller): Promise<Person> {
    const [person, isLive] = await Promise.all([
      this.people.findById(caller.personId),
      this.sessions.isLive(caller.sessionId),
    ])
    const now = new Date()
    if (!person || !isLive || !(await this.people.eligibleUntil(person, now))) throw unauthenticated()
    if (!mayOverride(person, now)) throw new Fault('forbidden', 'You do not hold the grant to override a shield')
    return person
  }

  /** @throws Fault as `check`, and `step-up-failed` */
  async stepUp(caller: Caller, typed: StepUp): Promise<void> {
    await this.authenticators.assertStill(await this.check(caller), typed)
  }

  private async find({ authority }: Caller, grantId: string): Promise<Grant> {
    const grant = await this.grants.find(grantId, authority)
    if (!grant) throw Fault.notFound()
    return grant
  }
}
