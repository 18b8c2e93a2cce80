import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import type { Action, Outcome, Signal } from '@contactpoint/contracts'

/** Something said in an entry, its salt inside, sealed with AES-256-GCM; and what the log committed to. */
export interface SealedPiece {
  sealed: Buffer
  /** 32 bytes. */
  commitment: Buffer
}

/** What an entry says of one child. */
export interface SealedPart extends SealedPiece {
  /** Id of the child's key: random, and a name for the child only as long as that key is there. */
  key: string
}

/** Criteria and case reference of an entry. */
export interface SealedParticulars extends SealedPiece {
  /** Id of the month's key for an entry without children; null: the keys of all its children together open it. */
  key: string | null
}

/**
 * What an access has in common with whoever made it, for those who look into misuse. The header names it by its commitment alone: whoever
 * proves their own entry does not learn what was noticed, and a colleague's home least of all.
 */
export interface KeptSignals {
  names: Signal[]
  /** What it has in common with whoever asked for it by telephone; left out where there is nothing. */
  askerNames?: Signal[]
  /** 32 random bytes. */
  salt: Buffer
}

/** For whom something was done, who asked by telephone. */
export type KeptAsker = Pick<EntryDocument, 'personId' | 'identity' | 'role' | 'organisation'>

/** One entry as it is kept: who, when, what and why in clear; which children and by what criteria sealed. */
export interface EntryDocument {
  _id: string
  log: string
  /** Contiguous from 0. */
  index: number
  time: Date
  personId: string
  /** Who it is, where that is not the account. */
  identity?: string | null
  role: string
  organisation: string
  /** Left out where they did it for themselves. */
  asker?: KeptAsker
  action: Action
  outcome: Outcome
  reason: string | null
  /** The request it was done in; entries of before have none. */
  trace?: string | null
  /** Version of the policy under which an answer was released; entries of before have none, nor have those that release nothing. */
  policy?: number | null
  /** Left out where there are none. */
  signals?: KeptSignals
  /** Of the header: 32 random bytes. */
  salt: Buffer
  parts: SealedPart[]
  particulars: SealedParticulars | null
  /** RFC 9162 leaf hash, hex. */
  leafHash: string
}

/** What an entry says in clear, and where it stands. */
export type PlacedHeader = Pick<
  EntryDocument,
  'index' | 'time' | 'personId' | 'role' | 'organisation' | 'action' | 'outcome' | 'reason'
> & {
  /** How many it concerned, of which none is named. */
  children: number
}

/** What rules of misuse are judged by: nothing that is sealed. */
export type EntryFacts = PlacedHeader &
  Pick<EntryDocument, 'identity' | 'asker'> & {
    signals?: Signal[]
    askerSignals?: Signal[]
    /** Ids of the keys of the children it concerned. */
    keys: string[]
  }

const piece = { sealed: { type: Buffer, required: true }, commitment: { type: Buffer, required: true } }

const entrySchema = new Schema<EntryDocument>(
  {
    _id: { type: String, required: true },
    log: { type: String, required: true },
    index: { type: Number, required: true },
    time: { type: Date, required: true },
    personId: { type: String, required: true },
    identity: String,
    role: { type: String, required: true },
    organisation: String,
    asker: new Schema<KeptAsker>(
      {
        personId: { type: String, required: true },
        identity: String,
        role: { type: String, required: true },
        organisation: { type: String, required: true },
      },
      { _id: false },
    ),
    action: { type: String, required: true },
    outcome: { type: String, required: true },
    reason: { type: String, default: null },
    trace: { type: String, default: null },
    policy: { type: Number, default: null },
    signals: new Schema<KeptSignals>(
      {
        names: { type: [String], required: true },
        askerNames: { type: [String], default: undefined },
        salt: { type: Buffer, required: true },
      },
      { _id: false },
    ),
    salt: { type: Buffer, required: true },
    parts: { type: [new Schema({ key: { type: String, required: true }, ...piece }, { _id: false })], required: true },
    particulars: { type: new Schema({ key: String, ...piece }, { _id: false }), default: null },
    leafHash: { type: String, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
// A second writer fails here; it can never fork the log.
entrySchema.index({ log: 1, index: 1 }, { unique: true })
entrySchema.index({ 'parts.key': 1, index: -1 })
entrySchema.index({ personId: 1, index: -1 })
entrySchema.index({ organisation: 1, index: -1 })
const THROUGH_ANOTHER = { partialFilterExpression: { asker: { $exists: true } } }
entrySchema.index({ 'asker.personId': 1, index: -1 }, THROUGH_ANOTHER)
entrySchema.index({ 'asker.organisation': 1, index: -1 }, THROUGH_ANOTHER)

/** The key that opens what entries say of one child, or the particulars of a month's entries that concern none. */
export interface PartKeyDocument {
  /** Random: what entries name it by. */
  _id: string
  /** Keyed pseudonym of the child id, or of the month. */
  subject: string
  /** 32 bytes, sealed with the master key. */
  wrapped: Buffer
  createdAt: Date
}

const partKeySchema = new Schema<PartKeyDocument>(
  {
    _id: { type: String, required: true },
    subject: { type: String, required: true },
    wrapped: { type: Buffer, required: true },
    createdAt: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
partKeySchema.index({ subject: 1 }, { unique: true })

export const entries = collection('entries', entrySchema, { appendOnly: true })

/** A key may be destroyed, and nothing be changed. */
export const partKeys = collection('part_keys', partKeySchema, { appendOnly: true, removable: true })
