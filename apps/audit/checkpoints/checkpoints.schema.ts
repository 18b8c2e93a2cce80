import { collection } from '@contactpoint/mongo'
import { Schema } from 'mongoose'

/** What the log said of itself at one size, signed; every one that was ever published is kept. */
export interface CheckpointDocument {
  log: string
  /** Number of entries. */
  size: number
  /** 32 bytes. */
  root: Buffer
  /** Roots of the tree's perfect subtrees, left to right: from them the tree goes on. */
  hashes: Buffer[]
  /** C2SP tlog-checkpoint, signed. */
  note: string
  time: Date
}

/** A full tile of the tree (C2SP tlog-tiles): it never changes. */
export interface TileDocument {
  log: string
  level: number
  index: number
  /** 256 hashes. */
  bytes: Buffer
  /** The hash that stands for it in the level above. */
  root: Buffer
}

/** The key that checkpoints of a log are signed with. */
export interface LogKeyDocument {
  /** The log's short name. */
  _id: string
  /** Public key as a C2SP note verifier key. */
  vkey: string
  /** Ed25519 seed, sealed with the master key. */
  seed: Buffer
  createdAt: Date
}

const strict = { versionKey: false, strict: 'throw' } as const
const bytes = { type: Buffer, required: true }

const checkpointSchema = new Schema<CheckpointDocument>(
  {
    log: { type: String, required: true },
    size: { type: Number, required: true },
    root: bytes,
    hashes: { type: [Buffer], required: true },
    note: { type: String, required: true },
    time: { type: Date, required: true },
  },
  strict,
)
// The log never says two things of itself at one size.
checkpointSchema.index({ log: 1, size: 1 }, { unique: true })

const tileSchema = new Schema<TileDocument>(
  {
    log: { type: String, required: true },
    level: { type: Number, required: true },
    index: { type: Number, required: true },
    bytes,
    root: bytes,
  },
  strict,
)
tileSchema.index({ log: 1, level: 1, index: 1 }, { unique: true })

const logKeySchema = new Schema<LogKeyDocument>(
  {
    _id: { type: String, required: true },
    vkey: { type: String, required: true },
    seed: bytes,
    createdAt: { type: Date, required: true },
  },
  strict,
)

export const checkpoints = collection('checkpoints', checkpointSchema, {
  appendOnly: true,
  refine: { note: { maxLength: 2_000 } },
})

export const tiles = collection('tiles', tileSchema, { appendOnly: true })

export const logKeys = collection('log_keys', logKeySchema, {
  appendOnly: true,
  refine: { vkey: { maxLength: 1_000 } },
})
