import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { AGREEMENT_VERSION, Fault, type Eligibility } from '@contactpoint/contracts'
import { toEligibility } from '../accounts/accounts.rules.ts'
import { ActsService } from '@contactpoint/service'
import { PeopleService } from '../people/people.service.ts'

/** The agreement is signed when somebody enrols, and by themselves again when it has changed (S09). */
@Injectable()
export class AgreementsService {
  constructor(
    private readonly acts: ActsService,
    private readonly people: PeopleService,
  ) {}

  /** Whoever has signed it already signs nothing, and nothing is recorded. */
  async sign(caller: Caller, version: string): Promise<Eligibility> {
    if (version !== AGREEMENT_VERSION) throw Fault.invalid('version', 'isInForce')
    const { personId } = caller
    const now = new Date()
    await this.acts.record(caller, 'agreement-sign', { personId, agreement: version }, () =>
      this.people.sign(personId, { version, at: now }),
    )
    const person = await this.people.findById(personId)
    if (!person || person.closedAt) throw Fault.notFound()
    const [standing] = await this.people.standingsOf([person])
    return toEligibility(standing!, now)
  }
}
