import {
  FATES,
  PREVIEW_ITEMS,
  WITHDRAWN_FATES,
  type BatchPreview,
  type BatchState,
  type Fate,
  type PreviewItem,
  type Source,
  type WithdrawnFate,
} from '@contactpoint/contracts'
import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** One file from a supplier, and what became of its rows. */
export interface Batch {
  _id: string
  source: Source
  /** Client id of the supplier's system. */
  supplier: string
  /** Whose system it is. */
  organisation: string
  /** The one of whose records its sender may send rows; null, or not there: it was let in for all. */
  authority?: string | null
  state: BatchState
  openedAt: Date
  /**
   * When the file was whole, or somebody has said since that it is applied or taken back: from then on counts when its sender is told. Null until then,
   * and for files of before this was kept.
   */
  closedAt: Date | null
  endedAt: Date | null
  /** Number of chunks and SHA-256 of the whole file, as the sender said on closing. */
  chunks: number | null
  sha256: string | null
  /** Rows by fate: changed in the transaction that gives the rows their fates. */
  counts: Record<Fate, number>
  fileFault: { line: number; code: string } | null
  /** Sent to be looked at before it is applied. */
  isPreview: boolean
  /** What it changes of what its source sent before; null until it was read, and for files of before this was kept. */
  preview: BatchPreview | null
  /** Of which item that is more than a file may unseen. */
  brake: PreviewItem | null
  /** Its records by what became of them when it was rolled back. */
  withdrawn: Record<WithdrawnFate, number>
  /** When it is worked on next, at the earliest: batches take turns, and one that failed waits. */
  turnAt: Date
  /** How often in a row it failed in a way that does not pass by itself. */
  attempts: number
  /** Why it did not go on when it had its turn: a fault's code or an error's name; null when it did. */
  failure: string | null
}

const numbers = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: Number, required: true }]))

const batchSchema = new Schema<Batch>(
  {
    _id: { type: String, required: true },
    source: { type: String, required: true },
    supplier: { type: String, required: true },
    organisation: { type: String, required: true },
    authority: { type: String, default: null },
    state: { type: String, required: true },
    openedAt: { type: Date, required: true },
    closedAt: { type: Date, default: null },
    endedAt: { type: Date, default: null },
    chunks: { type: Number, default: null },
    sha256: { type: String, default: null },
    counts: {
      type: new Schema(numbers(FATES), { _id: false }),
      required: true,
    },
    fileFault: { type: new Schema({ line: Number, code: String }, { _id: false }), default: null },
    isPreview: { type: Boolean, required: true },
    preview: {
      type: new Schema(
        {
          new: Number,
          known: Number,
          missing: Number,
          changed: Number,
          changes: new Schema(numbers(PREVIEW_ITEMS), { _id: false }),
        },
        { _id: false },
      ),
      default: null,
    },
    brake: { type: String, default: null },
    withdrawn: { type: new Schema(numbers(WITHDRAWN_FATES), { _id: false }), required: true },
    turnAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    failure: { type: String, default: null },
  },
  { versionKey: false, strict: 'throw' },
)
batchSchema.index({ state: 1, turnAt: 1 })
batchSchema.index({ source: 1, openedAt: 1 })
batchSchema.index({ state: 1, openedAt: 1 })
batchSchema.index({ openedAt: 1 })

/** Rows of several files by what became of them. */
export interface CountedFates {
  /** A day or a source. */
  key: string
  counts: Record<Fate, number>
}

/** A piece of a file, kept until the file is read. */
export interface Chunk {
  /** `<batchId>:<index>`. */
  _id: string
  batchId: string
  index: number
  content: Buffer
}

const chunkSchema = new Schema<Chunk>(
  {
    _id: { type: String, required: true },
    batchId: { type: String, required: true },
    index: { type: Number, required: true },
    content: { type: Buffer, required: true },
  },
  { versionKey: false, strict: 'throw' },
)
chunkSchema.index({ batchId: 1, index: 1 }, { unique: true })

export const batches = collection('batches', batchSchema)

export const chunks = collection('chunks', chunkSchema)
