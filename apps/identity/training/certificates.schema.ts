import type { TrainingModule } from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** That somebody was certified for a module (S07): by whom, on the strength of what, and until when. It never changes. */
export interface Certificate {
  _id: string
  /** Whose it is, whichever of their accounts they use. */
  identity: string
  module: TrainingModule
  /** The course; null: it was vouched for when the directory began. */
  courseCode: string | null
  major: number | null
  minor: number | null
  /** The session at which they were taught; null: none, as there was no trainer yet. */
  sessionId: string | null
  /** Who gave it: a trainer, or who founded it. */
  by: string
  /** The account of the trainer; null: it was founded, and needs no trainer. */
  trainerId: string | null
  at: Date
  /** Until when, unless a new major version of the course ends it before. */
  until: Date
}

const certificateSchema = new Schema<Certificate>(
  {
    _id: { type: String, required: true },
    identity: { type: String, required: true },
    module: { type: String, required: true },
    courseCode: { type: String, default: null },
    major: { type: Number, default: null },
    minor: { type: Number, default: null },
    sessionId: { type: String, default: null },
    by: { type: String, required: true },
    trainerId: { type: String, default: null },
    at: { type: Date, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
certificateSchema.index({ identity: 1 })
certificateSchema.index({ by: 1, _id: 1 })
certificateSchema.index({ courseCode: 1, identity: 1 })
certificateSchema.index({ trainerId: 1, module: 1 })

export const certificates = collection('certificates', certificateSchema, { appendOnly: true })

/** That a certificate is void: who gave it should not have. It never comes back. */
export interface VoidCertificate {
  /** Of the certificate. */
  _id: string
  at: Date
  /** The withdrawal of whichever trainer it comes of. */
  because: string
}

const voidSchema = new Schema<VoidCertificate>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    because: { type: String, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
voidSchema.index({ because: 1 })

export const voidCertificates = collection('void_certificates', voidSchema, { appendOnly: true })

/** Whoever changes what a person holds or gives takes a turn, so that none of two decides by what the other is changing. */
export interface Turn {
  /** Who it is. */
  _id: string
  taken: number
}

const turnSchema = new Schema<Turn>(
  { _id: { type: String, required: true }, taken: { type: Number, required: true } },
  { versionKey: false, strict: 'throw' },
)

export const trainingTurns = collection('training_turns', turnSchema)

/** Somebody whose certificates, or accreditation, are fewer than they were: what they gave is to be looked at again. */
export interface Look {
  /** Who it is. */
  _id: string
  /** Certificates up to this one are looked at already. */
  done: string
  /** The withdrawal that it comes of. */
  because: string
  /** How often it was asked for: a write that changes nothing would be no conflict, and whoever is looking would miss what is new. */
  asked: number
}

const lookSchema = new Schema<Look>(
  {
    _id: { type: String, required: true },
    done: { type: String, default: '' },
    because: { type: String, required: true },
    asked: { type: Number, required: true },
  },
  { versionKey: false, strict: 'throw' },
)

export const trainingLooks = collection('training_looks', lookSchema)

/** An account that is trained for its role, for the figure: of no more than where and when. */
export interface TrainedAccount {
  /** Of the account. */
  _id: string
  authority: string
  organisation: string
  /** `YYYY-MM-DD`, the Monday of the week in which they came to be trained, UTC. */
  week: string
  until: Date
}

const trainedSchema = new Schema<TrainedAccount>(
  {
    _id: { type: String, required: true },
    authority: { type: String, required: true },
    organisation: { type: String, required: true },
    week: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
trainedSchema.index({ week: 1, authority: 1, organisation: 1, until: 1 })

export const trainedAccounts = collection('trained_accounts', trainedSchema)
