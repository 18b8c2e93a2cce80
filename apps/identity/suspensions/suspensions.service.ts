import { Injectable } from '@nestjs/common'
import type { SuspendPerson } from '@contactpoint/contracts'
import { PeopleService } from '../people/people.service.ts'
import { RevocationsService } from '../revocations/revocations.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'

/** Who may not use the directory for now, because of a case about what they did. */
@Injectable()
export class SuspensionsService {
  constructor(
    private readonly people: PeopleService,
    private readonly sessions: SessionsService,
    private readonly revocations: RevocationsService,
  ) {}

  /** Every account of theirs: nobody signs in as them, and their sessions and tokens are over when this is answered. */
  async set({ identity, caseId, isSuspended }: SuspendPerson): Promise<void> {
    for (const { _id } of await this.people.accountsOf(identity)) {
      await this.people.setSuspended(_id, caseId, isSuspended)
      if (isSuspended) await this.sessions.endAllOf(_id)
    }
    if (isSuspended) await this.revocations.isFollowed()
  }
}
