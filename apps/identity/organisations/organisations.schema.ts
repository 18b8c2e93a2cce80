import type { OrganisationEvidence, Sector } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** That somebody has accredited an organisation. */
export interface Accreditation {
  until: Date
  evidence: OrganisationEvidence[]
  /** Identity of who did. */
  by: string
  at: Date
}

export interface StoredOrganisation {
  _id: string
  name: string
  sector: Sector
  /** DfE code of the authority that accredits it, or that of the national desk. */
  authority: string
  /** How it is reached; null: of the first one, nobody said. */
  phone: string | null
  email: string | null
  contactConfirmedAt: Date
  /** Until when its people may be let in; null: they may not. */
  accreditedUntil: Date | null
  /** Every accreditation there was, the latest last. */
  accreditations: Accreditation[]
  createdBy: string
  createdAt: Date
}

const accreditationSchema = new Schema<Accreditation>(
  {
    until: { type: Date, required: true },
    evidence: { type: [String], required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { _id: false, strict: 'throw' },
)

const organisationSchema = new Schema<StoredOrganisation>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    sector: { type: String, required: true },
    authority: { type: String, required: true },
    phone: { type: String, default: null },
    email: { type: String, default: null },
    contactConfirmedAt: { type: Date, required: true },
    accreditedUntil: { type: Date, default: null },
    accreditations: { type: [accreditationSchema], required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
organisationSchema.index({ authority: 1, name: 1 }, { unique: true })

export const organisations = collection('organisations', organisationSchema, {
  refine: { name: { maxLength: 200 }, phone: { maxLength: 20 }, email: { maxLength: 254 } },
})
