import type { AccountNeed, Role } from '@contactpoint/contracts'
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

/** That somebody has signed the agreement of those who use the directory. */
export interface Signed {
  version: string
  at: Date
}

/** What a person said of themselves, to find out whether they look at those they know (AC-01). */
export interface Home {
  familyName: string
  /** What they were called before, the latest first: a child of theirs may be called so still. */
  formerFamilyNames?: string[]
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
  /** Name of the organisation: as it was when the account was made. */
  organisation: string
  organisationId: string
  need: AccountNeed
  /** Identities of who made the account and of who else approved it (I8). */
  createdBy: string
  approvedBy: string | null
  /** Null until they have chosen their password. */
  agreement: Signed | null
  /** Until when a manager has said that they need the account. */
  attestedUntil: Date | null
  /** Since when the account is over. */
  closedAt: Date | null
  /** Said by their organisation; whoever has none cannot be put in touch with anybody. */
  contact?: WorkContact
  preconditions: Preconditions
  /** Their {@link Home}, sealed; absent: they were not asked. */
  home?: Buffer
  /** Cases and suspensions because of which they are: as long as there is any, they do not sign in. */
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

const signedSchema = new Schema<Signed>(
  { version: { type: String, required: true }, at: { type: Date, required: true } },
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
    organisationId: { type: String, required: true },
    need: { type: String, required: true },
    createdBy: { type: String, required: true },
    approvedBy: { type: String, default: null },
    agreement: { type: signedSchema, default: null },
    attestedUntil: { type: Date, default: null },
    closedAt: { type: Date, default: null },
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
personSchema.index({ organisationId: 1, username: 1 })
personSchema.index({ authority: 1, username: 1 })
personSchema.index({ identity: 1 })

export const people = collection('people', personSchema, {
  refine: {
    'contact.name': { maxLength: 100 },
    'contact.phone': { maxLength: 20 },
    'contact.email': { maxLength: 254 },
  },
})
