import type { Role } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** Three things that must all be in date before somebody may sign in (S10). Each holds until an instant. */
export interface Preconditions {
  identityCheck: Date | null
  enhancedDisclosure: Date | null
  training: Date | null
}

export interface Person {
  _id: string
  username: string
  role: Role
  /** DfE code of the authority the person works for. */
  authority: string
  organisation: string
  preconditions: Preconditions
  /** A grant on this person, until an instant; never implied by a role. */
  overrideUntil: Date | null
}

const personSchema = new Schema<Person>(
  {
    _id: { type: String, required: true },
    username: { type: String, required: true },
    role: { type: String, required: true },
    authority: { type: String, required: true },
    organisation: { type: String, required: true },
    preconditions: {
      identityCheck: { type: Date, default: null },
      enhancedDisclosure: { type: Date, default: null },
      training: { type: Date, default: null },
    },
    overrideUntil: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
personSchema.index({ username: 1 }, { unique: true })

export const people = collection('people', personSchema)
