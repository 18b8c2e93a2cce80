import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  NATIONAL_DESK,
  type CertifyTraining,
  type FoundTraining,
  type TrainingCertified,
} from '@contactpoint/contracts'
import { isDuplicate } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import { ActsService } from '@contactpoint/service'
import type { CourseVersion } from '../courses/courses.schema.ts'
import { CoursesService } from '../courses/courses.service.ts'
import { identityOf } from '../people/people.rules.ts'
import type { Person } from '../people/people.schema.ts'
import { PeopleService } from '../people/people.service.ts'
import type { Certificate } from '../training/certificates.schema.ts'
import { isInReach } from '../people/reach.rules.ts'
import { isTrainerInReach } from '../training/trainers.rules.ts'
import { TrainersService } from '../training/trainers.service.ts'
import { TrainingService } from '../training/training.service.ts'
import {
  assertAssessed,
  assertAttended,
  assertMayGive,
  assertNamedOnce,
  assertNotFailed,
  assertTaught,
  certificatesOf,
  foundingOf,
  toCertified,
} from './certifying.rules.ts'
import { TrainingSessionsRepository } from './training-sessions.repository.ts'
import type { Session } from './training-sessions.schema.ts'
import { TrainingSessionsService } from './training-sessions.service.ts'

/** Certifies people for what they were taught (S07). */
@Injectable()
export class CertifyingService {
  constructor(
    private readonly acts: ActsService,
    private readonly people: PeopleService,
    private readonly courses: CoursesService,
    private readonly training: TrainingService,
    private readonly trainers: TrainersService,
    private readonly sessions: TrainingSessionsService,
    private readonly repository: TrainingSessionsRepository,
  ) {}

  async certify(caller: Caller, ask: CertifyTraining): Promise<TrainingCertified> {
    const session = await this.sessions.get(caller, ask.sessionId)
    const person = await this.whom(ask)
    if (!person || !isInReach(person.authority, caller)) throw Fault.notFound()
    assertSomebodyElse(person, caller)
    const course = await this.courses.get(session.courseCode, session.version)
    assertTaught(course, ask.modules)
    assertAssessed(ask.modules, ask.assessment)
    const { sessionId, modules, assessment = 'none' } = ask
    const about = { sessionId, personId: person._id, modules, assessment }
    const give = () => this.give(caller, { ask, session, person, course })
    return this.acts.record(caller, 'training-certify', about, give).catch((error: unknown) => {
      throw isDuplicate(error) ? Fault.conflict('They have this certificate of this session already') : error
    })
  }

  /** Without a trainer, as long as there is none: somebody has to be the first. */
  async found(caller: Caller, ask: FoundTraining): Promise<TrainingCertified> {
    if (caller.authority !== NATIONAL_DESK) throw new Fault('forbidden', 'Only national accreditors found training')
    const person = await this.people.findById(ask.personId)
    if (!isTrainerInReach(person, caller) || person.authority !== NATIONAL_DESK) throw Fault.notFound()
    assertSomebodyElse(person, caller)
    const course = await this.courses.get(ask.courseCode, ask.version)
    assertTaught(course, ask.modules)
    const about = { personId: ask.personId, course: course._id, modules: ask.modules }
    return this.acts.record(caller, 'training-found', about, async () => {
      const now = new Date()
      if (!(await this.trainers.isNobodyAccredited(now)))
        throw Fault.conflict('There is a trainer who can certify them')
      const whose = { identity: identityOf(person), by: caller.identity, modules: ask.modules }
      await this.training.takeTurn(whose.identity)
      return this.keep(person, foundingOf(randomUUID(), course, whose, now), now)
    })
  }

  /** By the id, or the user name by which they stand in the list. */
  private whom({ personId, username }: CertifyTraining): Promise<Person | null> {
    assertNamedOnce({ personId, username })
    return personId === undefined ? this.people.findByUsername(username!) : this.people.findById(personId)
  }

  /** In a transaction: by what the trainer holds at this moment. */
  private async give(
    caller: Caller,
    given: { ask: CertifyTraining; session: Session; person: Person; course: CourseVersion },
  ): Promise<TrainingCertified> {
    const { ask, session, person, course } = given
    const [identity, now] = [identityOf(person), new Date()]
    await this.training.takeTurn(caller.identity)
    await this.training.takeTurn(identity)
    assertMayGive(await this.training.giver(caller.identity), caller.personId, ask.modules, now)
    assertAttended(await this.repository.findAttendancesOf(identity), session._id, ask.modules)
    assertNotFailed(await this.repository.findFailed(session._id, identity), ask.modules)
    const whose = { identity, by: caller.identity, modules: ask.modules }
    if (ask.assessment === 'fail') {
      await this.repository.addFailed({ _id: randomUUID(), sessionId: session._id, ...whose, at: now })
      return this.keep(person, [], now)
    }
    return this.keep(person, certificatesOf(session, course, whose, now), now)
  }

  private async keep(person: Person, given: Certificate[], now: Date): Promise<TrainingCertified> {
    const majors = await this.courses.majorsOf(given.flatMap(({ courseCode }) => courseCode ?? []))
    const certificates = toCertified(given, majors, now)
    const until = await this.training.give(person, given, now)
    return { personId: person._id, certificates, trainedUntil: until?.toISOString() ?? null }
  }
}

function assertSomebodyElse(person: Person, { identity }: Caller): void {
  if (identityOf(person) === identity) throw Fault.conflict('Nobody certifies themselves')
}
