import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import {
  attendances,
  failedAssessments,
  trainingSessions,
  type Attendance,
  type FailedAssessment,
  type Session,
} from './training-sessions.schema.ts'

@Injectable()
export class TrainingSessionsRepository {
  constructor(
    @InjectCollection(trainingSessions) private readonly sessions: Model<Session>,
    @InjectCollection(attendances) private readonly attendances: Model<Attendance>,
    @InjectCollection(failedAssessments) private readonly failed: Model<FailedAssessment>,
  ) {}

  async add(session: Session): Promise<void> {
    await this.sessions.create(session)
  }

  /** A session that was held with this account. */
  async find(sessionId: string, trainerId: string): Promise<Session | null> {
    return this.sessions.findOne({ _id: sessionId, trainerId }).lean<Session>()
  }

  /** Held with this account, the latest first. */
  async findOf(trainerId: string, most: number): Promise<Session[]> {
    return this.sessions.find({ trainerId }).sort({ heldOn: -1, at: -1 }).limit(most).lean<Session[]>()
  }

  async addAttendances(rows: Attendance[]): Promise<void> {
    await this.attendances.insertMany(rows)
  }

  async findAttendances(sessionId: string): Promise<Attendance[]> {
    return this.attendances.find({ sessionId }).lean<Attendance[]>()
  }

  /** Wherever somebody was. */
  async findAttendancesOf(identity: string): Promise<Attendance[]> {
    return this.attendances.find({ identity }).lean<Attendance[]>()
  }

  async addFailed(failed: FailedAssessment): Promise<void> {
    await this.failed.create(failed)
  }

  async findFailed(sessionId: string, identity: string): Promise<FailedAssessment[]> {
    return this.failed.find({ sessionId, identity }).lean<FailedAssessment[]>()
  }
}
