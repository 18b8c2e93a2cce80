import { HASH_BYTES } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import type { NoteVerifier } from './note-keys.ts'
import type { NoteSigner } from './note-signer.ts'
import { openNote, signNote } from './note.ts'
import { fromDecimal, hashFromBase64, toBase64 } from './strict-text.ts'

/**
 * What a log says of itself at one time.
 *
 * - `origin`: which log, such as `contactpoint.example/audit`
 * - `size`: number of entries, 0 to 2^53-1
 * - `root`: root of the tree of these entries, 32 bytes
 *
 * Source: C2SP tlog-checkpoint, "Note text".
 */
export interface Checkpoint {
  origin: string
  size: number
  root: Uint8Array
}

/** A checkpoint that can be believed. */
export interface OpenedCheckpoint extends Checkpoint {
  /** Further lines of the text, not empty, of no meaning here. */
  extensions: string[]
  /** Whose signatures fit. */
  verifiedBy: NoteVerifier[]
}

/** Which log a checkpoint must be of, and the keys that may have signed it. */
export interface KnownLog {
  origin: string
  verifiers: readonly NoteVerifier[]
}

/**
 * Signs a checkpoint. A log must never sign two that do not agree: that is for the caller to see to.
 *
 * @param signers one or more; the key of the log should be named as its origin
 * @returns the signed note
 * @throws LogFault `malformed` if the origin is empty or more than a line, the size or the root is none
 *
 * Source: C2SP tlog-checkpoint.
 */
export function signCheckpoint(checkpoint: Checkpoint, ...signers: NoteSigner[]): string {
  const { origin, size, root } = checkpoint
  const isSound = origin !== '' && !origin.includes('\n') && Number.isSafeInteger(size) && size >= 0
  if (!isSound || root.length !== HASH_BYTES) throw new LogFault('malformed', 'checkpoint')
  return signNote(`${origin}\n${size}\n${toBase64(root)}\n`, signers)
}

/**
 * Opens a signed checkpoint of a log that is known.
 *
 * @param note the signed note
 * @throws LogFault as {@link openNote}; `wrong-origin` for another log's; `malformed` for any other text, also a size
 *   with leading zeros or over 2^53-1, and base64 that could be written otherwise
 *
 * Source: C2SP tlog-checkpoint, "Note text".
 */
export function openCheckpoint(note: string | Uint8Array, { origin, verifiers }: KnownLog): OpenedCheckpoint {
  const { text, verifiedBy } = openNote(note, verifiers)
  const lines = text.slice(0, -1).split('\n')
  const [itsOrigin, size, root, ...extensions] = lines
  if (root === undefined || lines.includes('')) throw new LogFault('malformed', 'checkpoint')
  if (itsOrigin !== origin) throw new LogFault('wrong-origin', 'checkpoint')
  return {
    origin,
    size: fromDecimal(size!, 'checkpoint'),
    root: hashFromBase64(root, 'checkpoint'),
    extensions,
    verifiedBy,
  }
}
