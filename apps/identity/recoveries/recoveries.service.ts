import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  type AboutRecovery,
  type AccountApproved,
  type BeginRecovery,
  type RecoveriesRead,
  type Recovery,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { toAccount } from '../accounts/accounts.rules.ts'
import { AccountsService } from '../accounts/accounts.service.ts'
import { ActsService } from '@contactpoint/service'
import { AuthenticatorsService } from '../authenticators/authenticators.service.ts'
import { EnrolmentsService } from '../enrolments/enrolments.service.ts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { mayApprove, mayBeRecovered, RECOVERY_MS, toRecovery } from './recoveries.rules.ts'
import { RecoveriesRepository } from './recoveries.repository.ts'

/** How somebody who lost what they sign in with gets it anew: in person, by two others (S12, AC-19). There is no other way. */
@Injectable()
export class RecoveriesService {
  constructor(
    private readonly acts: ActsService,
    private readonly accounts: AccountsService,
    private readonly people: PeopleService,
    private readonly authenticators: AuthenticatorsService,
    private readonly enrolments: EnrolmentsService,
    private readonly sessions: SessionsService,
    private readonly revocations: RevocationsService,
    private readonly recoveries: RecoveriesRepository,
  ) {}

  async begin(caller: Caller, { personId, ground, reference }: BeginRecovery): Promise<Recovery> {
    const person = await this.accounts.find(caller, personId)
    if (!mayBeRecovered(person)) throw nothingToRecover()
    const [recoveryId, begunAt] = [randomUUID(), new Date()]
    const until = new Date(begunAt.getTime() + RECOVERY_MS)
    const begun = { _id: personId, recoveryId, ground, reference, begunBy: caller.identity, begunAt, until }
    await this.acts.record(caller, 'recovery-begin', { personId, recoveryId, ground, reference }, () =>
      this.recoveries.begin(begun),
    )
    return toRecovery(begun, caller)
  }

  async read(caller: Caller, personId: string): Promise<RecoveriesRead> {
    await this.accounts.find(caller, personId)
    const waiting = await this.recoveries.findWaiting(personId)
    return { items: waiting ? [toRecovery(waiting, caller)] : [], next: null }
  }

  /** The code is said here alone. Whoever is kept out by something else stays so. */
  async approve(caller: Caller, { personId, recoveryId }: AboutRecovery): Promise<AccountApproved> {
    await this.accounts.find(caller, personId)
    const waiting = await this.recoveries.findWaiting(personId)
    if (waiting?.recoveryId !== recoveryId) throw Fault.notFound()
    if (!mayApprove(waiting, caller)) throw Fault.conflict('This step takes somebody else than began it')
    const approved = await this.acts.record(caller, 'recovery-approve', { personId, recoveryId }, async () => {
      if (!(await this.recoveries.take(personId, recoveryId))) throw Fault.conflict('It does not wait any more')
      // Without an agreement nobody renews a session that begins at this very moment.
      const person = await this.people.change(personId, { agreement: null }, { closedAt: null })
      if (!person) throw nothingToRecover()
      await this.authenticators.remove(personId)
      await this.sessions.endAllOf(personId)
      return { account: toAccount(person), enrolmentCode: await this.enrolments.invite(personId) }
    })
    await this.revocations.isFollowed()
    return approved
  }
}

function nothingToRecover(): Fault {
  return Fault.conflict('The account is closed, or was not approved yet')
}
