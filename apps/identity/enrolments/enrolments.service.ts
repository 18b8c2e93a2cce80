import { Injectable } from '@nestjs/common'
import { unauthenticated } from '@contactpoint/bus'
import { AGREEMENT_VERSION, Fault, type Enrolled, type EnrolPerson } from '@contactpoint/contracts'
import { generateSecret } from 'otplib'
import { randomBytes } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import { AuthenticatorsService } from '../authenticators/authenticators.service.ts'
import type { Person } from '../people/people.schema.ts'
import { identityOf } from '../people/people.rules.ts'
import { PeopleService } from '../people/people.service.ts'
import { SessionsService } from '../sessions/sessions.service.ts'
import { CommonPasswordsService } from './common-passwords.service.ts'
import { codeHash, ENROLMENT_MS, enrolmentCode, typedEnrolment, unfit } from './enrolments.rules.ts'
import { EnrolmentsRepository } from './enrolments.repository.ts'

/** How somebody who was let in chooses what they sign in with, and signs the agreement. */
@Injectable()
export class EnrolmentsService {
  constructor(
    private readonly acts: ActsService,
    private readonly people: PeopleService,
    private readonly authenticators: AuthenticatorsService,
    private readonly enrolments: EnrolmentsRepository,
    private readonly passwords: CommonPasswordsService,
    private readonly sessions: SessionsService,
  ) {}

  /** In the transaction of the act. @returns the code, which is kept as a hash only */
  async invite(personId: string): Promise<string> {
    const code = enrolmentCode(randomBytes(16))
    await this.enrolments.set({ _id: personId, codeHash: codeHash(code), until: new Date(Date.now() + ENROLMENT_MS) })
    return code
  }

  /** Until the code was right every failure looks the same; each is counted as a sign-in is. */
  async complete(raw: unknown): Promise<Enrolled> {
    const typed = typedEnrolment(raw)
    const hash = codeHash(typed.enrolmentCode)
    const person = await this.authenticators.counted(typed.username, async () => {
      const found = await this.people.findByUsername(typed.username)
      return (await this.enrolments.isGood(found?._id ?? '', hash)) ? found : null
    })
    if (typed.agreement !== AGREEMENT_VERSION) throw Fault.invalid('agreement', 'isInForce')
    const place = unfit(typed, (password) => this.passwords.isCommon(password))
    if (place) throw Fault.invalid(place.field, place.rule)
    return this.enrol(person, typed, hash)
  }

  private async enrol(person: Person, { password, pin }: EnrolPerson, hash: string): Promise<Enrolled> {
    const [totpSecret, hashes] = [generateSecret(), await this.authenticators.hashed({ password, pin })]
    const themselves = {
      personId: person._id,
      identity: identityOf(person),
      role: person.role,
      organisation: person.organisation,
    }
    const agreement = { version: AGREEMENT_VERSION, at: new Date() }
    await this.acts.record(
      themselves,
      'person-enrol',
      { personId: person._id, agreement: AGREEMENT_VERSION },
      async () => {
        if (!(await this.enrolments.take(person._id, hash))) throw unauthenticated()
        await this.authenticators.replace(person._id, { ...hashes, totpSecret })
        await this.people.change(person._id, { agreement })
        // One that began while a recovery was on its way is none of theirs.
        await this.sessions.endLeftOf(person._id)
      },
    )
    return { totpSecret }
  }
}
