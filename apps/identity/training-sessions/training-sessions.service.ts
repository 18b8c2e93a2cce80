import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  MOST_SESSIONS_OF_A_TRAINER,
  type AttendancesRecorded,
  type HoldTrainingSession,
  type RecordAttendances,
  type TrainingSession,
  type TrainingSessionsListed,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import { ActsService } from '@contactpoint/service'
import { CoursesService } from '../courses/courses.service.ts'
import { identityOf } from '../people/people.rules.ts'
import { PeopleService } from '../people/people.service.ts'
import { isInReach } from '../people/reach.rules.ts'
import { TrainingService } from '../training/training.service.ts'
import { faultOf, freshOf, itemsOf } from './attendances.rules.ts'
import { assertDay, assertTrainer } from './certifying.rules.ts'
import { TrainingSessionsRepository } from './training-sessions.repository.ts'
import type { Session } from './training-sessions.schema.ts'

const AT_ONCE = 8

/** What trainers held, and who was there. */
@Injectable()
export class TrainingSessionsService {
  constructor(
    private readonly acts: ActsService,
    private readonly people: PeopleService,
    private readonly courses: CoursesService,
    private readonly training: TrainingService,
    private readonly sessions: TrainingSessionsRepository,
  ) {}

  async hold(caller: Caller, { courseCode, version, heldOn }: HoldTrainingSession): Promise<TrainingSession> {
    const now = new Date()
    assertDay(heldOn, await this.courses.get(courseCode, version), now)
    assertTrainer(await this.training.giver(caller.identity), caller.personId, heldOn, now)
    const session = { _id: randomUUID(), courseCode, version, heldOn }
    const held = { sessionId: session._id, courseCode, version, heldOn }
    const whose = { trainerId: caller.personId, by: caller.identity, at: now }
    await this.acts.record(caller, 'training-hold', held, () => this.sessions.add({ ...session, ...whose }))
    return held
  }

  async list({ personId }: Caller): Promise<TrainingSessionsListed> {
    const found = await this.sessions.findOf(personId, MOST_SESSIONS_OF_A_TRAINER)
    const items = found.map(({ _id: sessionId, courseCode, version, heldOn }) => ({
      ...{ sessionId, courseCode, version, heldOn },
    }))
    return { items, next: null }
  }

  /**
   * All rows are looked at before the first is recorded.
   *
   * @throws Fault `not-found` for a session of somebody else, `invalid-request` naming rows
   */
  async attend(caller: Caller, { sessionId, rows }: RecordAttendances): Promise<AttendancesRecorded> {
    await this.get(caller, sessionId)
    const limit = pLimit(AT_ONCE)
    const known = await Promise.all(rows.map(({ username }) => limit(() => this.identityNamed(caller, username))))
    const fault = faultOf(rows, known, caller.identity)
    if (fault) throw fault
    const named = rows.map(({ acknowledged }, n) => ({ identity: known[n]!, acknowledged: itemsOf(acknowledged)! }))
    const fresh = freshOf(named, await this.sessions.findAttendances(sessionId))
    const now = new Date()
    const written = fresh.map((one) => ({ _id: randomUUID(), sessionId, ...one, by: caller.identity, at: now }))
    const about = { sessionId, recorded: fresh.length }
    await this.acts.record(caller, 'training-attend', about, () => this.sessions.addAttendances(written))
    return { recorded: fresh.length, before: rows.length - fresh.length }
  }

  /** @throws Fault `not-found` for one that somebody else held, or nobody */
  async get({ personId }: Caller, sessionId: string): Promise<Session> {
    const session = await this.sessions.find(sessionId, personId)
    if (!session) throw Fault.notFound()
    return session
  }

  /** Null: nobody, or nobody whom this trainer may train. */
  private async identityNamed(caller: Caller, username: string): Promise<string | null> {
    const person = await this.people.findByUsername(username)
    return person && isInReach(person.authority, caller) ? identityOf(person) : null
  }
}
