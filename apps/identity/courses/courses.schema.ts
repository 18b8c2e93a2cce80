import type { SyllabusItem, TrainingModule } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** A version of a course; it never changes. */
export interface CourseVersion {
  /** `CP-CORE@2.0`. */
  _id: string
  code: string
  major: number
  minor: number
  modules: { module: TrainingModule; items: SyllabusItem[] }[]
  validMonths: number
  graceDays: number
  /** Who it is, whichever account they used. */
  publishedBy: string
  publishedAt: Date
}

const taughtSchema = new Schema<CourseVersion['modules'][number]>(
  { module: { type: String, required: true }, items: { type: [String], required: true } },
  { _id: false, strict: 'throw' },
)

const courseSchema = new Schema<CourseVersion>(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    major: { type: Number, required: true },
    minor: { type: Number, required: true },
    modules: { type: [taughtSchema], required: true },
    validMonths: { type: Number, required: true },
    graceDays: { type: Number, required: true },
    publishedBy: { type: String, required: true },
    publishedAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
courseSchema.index({ code: 1, major: -1, minor: -1 })

export const courses = collection('courses', courseSchema, { appendOnly: true })

/** A new major version, as long as what people hold by earlier ones is not worked out anew. */
export interface CourseChange {
  /** Of the version. */
  _id: string
  code: string
  publishedAt: Date
  /** From when on a second pass looks at whoever was certified while the version was being published; null: the first is under way. */
  secondAt: Date | null
  /** People up to this one are done in this pass. */
  done: string
}

const changeSchema = new Schema<CourseChange>(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    publishedAt: { type: Date, required: true },
    secondAt: { type: Date, default: null },
    done: { type: String, default: '' },
  },
  { versionKey: false, strict: 'throw' },
)

export const courseChanges = collection('course_changes', changeSchema)
