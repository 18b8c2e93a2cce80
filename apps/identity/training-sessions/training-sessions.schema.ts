import type { SyllabusItem, TrainingModule } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A day on which a trainer held a course. It never changes. */
export interface Session {
  _id: string
  courseCode: string
  version: string
  /** `YYYY-MM-DD`. */
  heldOn: string
  /** The account of the trainer. */
  trainerId: string
  /** Who it is. */
  by: string
  at: Date
}

const sessionSchema = new Schema<Session>(
  {
    _id: { type: String, required: true },
    courseCode: { type: String, required: true },
    version: { type: String, required: true },
    heldOn: { type: String, required: true },
    trainerId: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
sessionSchema.index({ trainerId: 1, heldOn: -1 })

export const trainingSessions = collection('training_sessions', sessionSchema, { appendOnly: true })

/** That somebody was there, and what of the syllabus they have acknowledged (S11). A later row adds to it. */
export interface Attendance {
  _id: string
  sessionId: string
  /** Who it is, whichever of their accounts stands in the list. */
  identity: string
  acknowledged: SyllabusItem[]
  by: string
  at: Date
}

const attendanceSchema = new Schema<Attendance>(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    identity: { type: String, required: true },
    acknowledged: { type: [String], required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
attendanceSchema.index({ sessionId: 1, identity: 1 })
attendanceSchema.index({ identity: 1 })

export const attendances = collection('attendances', attendanceSchema, { appendOnly: true })

/** That somebody has failed the assessment of a module: in this session they are not certified for it. */
export interface FailedAssessment {
  _id: string
  sessionId: string
  identity: string
  modules: TrainingModule[]
  by: string
  at: Date
}

const failedSchema = new Schema<FailedAssessment>(
  {
    _id: { type: String, required: true },
    sessionId: { type: String, required: true },
    identity: { type: String, required: true },
    modules: { type: [String], required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
failedSchema.index({ sessionId: 1, identity: 1 })

export const failedAssessments = collection('failed_assessments', failedSchema, { appendOnly: true })
