import type { InvolvementOwner } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

export const TASK_STATES = ['open', 'done'] as const

/** A contact that somebody said is wrong: the owner of the involvement is to mend it (S05). Who said so is in the log. */
export interface ContactTask {
  taskId: string
  involvementId: string
  owner: InvolvementOwner
  state: (typeof TASK_STATES)[number]
  reportedAt: Date
  doneAt: Date | null
}

/** As it is stored. */
export type ContactTaskDocument = Omit<ContactTask, 'taskId'> & { _id: string }

const taskSchema = new Schema<ContactTaskDocument>(
  {
    _id: { type: String, required: true },
    involvementId: { type: String, required: true },
    owner: {
      type: new Schema<InvolvementOwner>(
        { authority: { type: String, required: true }, organisation: { type: String, required: true } },
        { _id: false },
      ),
      required: true,
    },
    state: { type: String, enum: TASK_STATES, required: true },
    reportedAt: { type: Date, required: true },
    doneAt: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
/** One is open at a time, however often it is said. */
taskSchema.index({ involvementId: 1 }, { unique: true, partialFilterExpression: { state: 'open' } })
taskSchema.index({ 'owner.authority': 1, 'owner.organisation': 1, state: 1, reportedAt: 1 })

export const contactTasks = collection('contact_tasks', taskSchema)
