import type { Role } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What must be in date before somebody may sign in (S10). Each holds until an instant. */
export interface Preconditions {
  identityCheck: Date | null
  enhancedDisclosure: Date | null
  /** All modules of the role: worked out from certificates, and kept here so that signing in reads one document (S07, S08). */
  training: Date | null
  /** Of shield officers only (S24). */
  officerVetting?: Date | null
}

/** How somebody is reached at work. */
export interface WorkContact {
  name: string
  phone: string
  email: string
}

/** What a person said of themselves, to find out whether they look at those they know (AC-01). */
export interface Home {
  familyName: string
  postcode: string | null
}

export interface Person {
  _id: string
  /** Who it is, by the identity check: two accounts of one person have the same. Absent: the account is the only one. */
  identity?: string
  username: string
  role: Role
  /** DfE code of the authority the person works for. */
  authority: string
  organisation: string
  /** Said by their organisation; whoever has none cannot be put in touch with anybody. */
  contact?: WorkContact
  preconditions: Preconditions
  /** Their {@link Home}, sealed; absent: they were not asked. */
  home?: Buffer
  /** Cases because of which they are suspended: as long as there is any, they do not sign in. */
  suspendedBy?: string[]
  /** A grant on this person, until an instant; never implied by a role. */
  overrideUntil: Date | null
}

const contactSchema = new Schema<WorkContact>(
  {
    name: { type: String, required: true },
    phone: { type: String, required: true },
    email: { type: String, required: true },
  },
  { _id: false, strict: 'throw' },
)

const personSchema = new Schema<Person>(
  {
    _id: { type: String, required: true },
    identity: { type: String },
    username: { type: String, required: true },
    role: { type: String, required: true },
    authority: { type: String, required: true },
    organisation: { type: String, required: true },
    contact: { type: contactSchema },
    preconditions: {
      identityCheck: { type: Date, default: null },
      enhancedDisclosure: { type: Date, default: null },
      training: { type: Date, default: null },
      officerVetting: { type: Date },
    },
    home: { type: Buffer },
    suspendedBy: { type: [String], default: undefined },
    overrideUntil: { type: Date, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
personSchema.index({ username: 1 }, { unique: true })
personSchema.index({ role: 1, authority: 1 })
personSchema.index({ organisation: 1 })
personSchema.index({ identity: 1 })

export const people = collection('people', personSchema, {
  refine: {
    'contact.name': { maxLength: 100 },
    'contact.phone': { maxLength: 20 },
    'contact.email': { maxLength: 254 },
  },
})
