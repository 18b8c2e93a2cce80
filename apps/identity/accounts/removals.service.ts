import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type Account, type CloseAccount, type SuspendAccount, type SuspendNamed } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { maySuspend, toAccount } from './accounts.rules.ts'
import { AccountsRepository } from './accounts.repository.ts'
import { AccountsService } from './accounts.service.ts'

/** How people are kept out: at once, until another lets them in again, or for good. */
@Injectable()
export class RemovalsService {
  constructor(
    private readonly acts: ActsService,
    private readonly accounts: AccountsService,
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
    private readonly revocations: RevocationsService,
    private readonly repository: AccountsRepository,
  ) {}

  async suspend(caller: Caller, { personId, code }: SuspendAccount): Promise<Account> {
    await this.accounts.find(caller, personId, maySuspend)
    const suspensionId = randomUUID()
    await this.acts.record(caller, 'person-suspend', { personId, code }, async () => {
      const open = { by: caller.identity, at: new Date(), endedBy: null }
      await this.repository.suspend({ _id: suspensionId, personId, code, ...open })
      await this.people.setSuspended(personId, suspensionId, true)
      await this.sessions.endAllOf(personId)
    })
    await this.revocations.isFollowed()
    return this.now(personId)
  }

  /** For whoever knows the name of an account alone: an unknown one and one that is not theirs are the same. */
  async suspendNamed(caller: Caller, { username, code }: SuspendNamed): Promise<Account> {
    const person = await this.people.findByUsername(username)
    if (!person) throw Fault.notFound()
    return this.suspend(caller, { personId: person._id, code })
  }

  /**
   * What a case of misuse has suspended stays so until its case says otherwise, and so does what somebody suspends at the same moment: nobody has
   * looked into that.
   */
  async reinstate(caller: Caller, personId: string): Promise<Account> {
    await this.accounts.find(caller, personId)
    const suspensions = await this.repository.findSuspensions(personId)
    if (suspensions.length === 0) throw Fault.conflict('Nobody has suspended the account, or a case has')
    if (suspensions.some(({ by }) => by === caller.identity)) throw Fault.conflict('This step takes somebody else')
    await this.acts.record(caller, 'person-reinstate', { personId }, async () => {
      const ended = suspensions.map(({ _id }) => _id)
      await this.repository.endSuspensions(ended, caller.identity)
      for (const one of ended) await this.people.setSuspended(personId, one, false)
    })
    return this.now(personId)
  }

  async close(caller: Caller, { personId, code }: CloseAccount): Promise<Account> {
    await this.accounts.find(caller, personId)
    await this.acts.record(caller, 'person-close', { personId, code }, async () => {
      const closed = await this.people.change(personId, { closedAt: new Date() }, { closedAt: null })
      await this.sessions.endAllOf(personId)
      return closed
    })
    await this.revocations.isFollowed()
    return this.now(personId)
  }

  private async now(personId: string): Promise<Account> {
    return toAccount((await this.people.findById(personId))!)
  }
}
