import {
  CONSENT_BASES,
  CONSENT_GIVERS,
  SERVICE_TYPES,
  type ConsentBasis,
  type ConsentGiver,
  type InvolvementOwner,
  type ServiceType,
} from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What allows that a sensitive service is kept, and who said so here; withdrawn, it is kept as proof and shown to nobody. */
export interface KeptConsent {
  givenBy: ConsentGiver
  basis: ConsentBasis
  givenOn: string
  recordedBy: string
  recordedAt: Date
  withdrawnBy: string | null
  withdrawnAt: Date | null
}

/** Somebody who works with a child: contact details and dates. There is no field in it for a word about either (I6, S34). */
export interface KeptInvolvement {
  involvementId: string
  /** Grows with every change. */
  version: number
  /** The child whose record shows it. */
  childId: string
  /** The record that it was kept for: when that is split off again, it goes there. */
  recordedFor: string
  service: ServiceType
  /** Whether its very existence may be sensitive: such ones are left out in the query. */
  isSensitive: boolean
  /** Code of the organisation in the public lists. */
  organisation: string
  /** Null once the consent was withdrawn, as are phone and e-mail. */
  personName: string | null
  phone: string | null
  email: string | null
  startDate: string
  endDate: string | null
  leadProfessional: boolean
  hasAssessment: boolean
  /** When the contact details were last said to be right (S05). */
  contactAt: Date
  consent: KeptConsent | null
  owner: InvolvementOwner
  /** Person id of who recorded it. */
  recordedBy: string
}

/** As it is stored. */
export type InvolvementDocument = Omit<KeptInvolvement, 'involvementId'> & { _id: string }

const ownerSchema = new Schema<InvolvementOwner>(
  { authority: { type: String, required: true }, organisation: { type: String, required: true } },
  { _id: false },
)

const consentSchema = new Schema<KeptConsent>(
  {
    givenBy: { type: String, enum: CONSENT_GIVERS, required: true },
    basis: { type: String, enum: CONSENT_BASES, required: true },
    givenOn: { type: String, required: true },
    recordedBy: { type: String, required: true },
    recordedAt: { type: Date, required: true },
    withdrawnBy: { type: String, default: null },
    withdrawnAt: { type: Date, default: null },
  },
  { _id: false },
)

const involvementSchema = new Schema<InvolvementDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    childId: { type: String, required: true },
    recordedFor: { type: String, required: true },
    service: { type: String, enum: SERVICE_TYPES, required: true },
    isSensitive: { type: Boolean, required: true },
    organisation: { type: String, required: true },
    personName: { type: String, default: null },
    phone: { type: String, default: null },
    email: { type: String, default: null },
    startDate: { type: String, required: true },
    endDate: { type: String, default: null },
    leadProfessional: { type: Boolean, required: true },
    hasAssessment: { type: Boolean, required: true },
    contactAt: { type: Date, required: true },
    consent: { type: consentSchema, default: null },
    owner: { type: ownerSchema, required: true },
    recordedBy: { type: String, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
involvementSchema.index({ childId: 1, isSensitive: 1 })
involvementSchema.index({ recordedFor: 1 })

const day = { pattern: '^\\d{4}-\\d\\d-\\d\\d$' }

export const involvements = collection('involvements', involvementSchema, {
  refine: {
    version: { minimum: 1 },
    childId: { pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
    recordedFor: { pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
    organisation: { maxLength: 6 },
    personName: { maxLength: 100 },
    phone: { maxLength: 20 },
    email: { maxLength: 254 },
    startDate: day,
    endDate: day,
    'consent.givenOn': day,
  },
})
