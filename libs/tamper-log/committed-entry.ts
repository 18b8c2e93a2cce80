import { concat, utf8 } from './bytes.ts'
import { HASH_BYTES } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import { sha256 } from './primitives.ts'
import { fromBase64, hashFromBase64, toBase64 } from './strict-text.ts'

/** Length of a piece's salt. Nobody guesses it, so nobody can test a guess of the text against a commitment. */
export const SALT_BYTES = 32

/** What an entry is made of: who, when, why; one child and what of it was shown; what was asked. */
export type PieceKind = 'header' | 'part' | 'particulars' | 'signals'

/** A piece that is shown: its salt (base64, 32 bytes) and its text, to the letter. */
export interface OpenPiece {
  salt: string
  text: string
}

/** A piece that is kept back, or was destroyed: only its commitment (base64, 32 bytes). */
export interface ClosedPiece {
  commitment: string
}

export type Piece = OpenPiece | ClosedPiece

/** An entry of which each piece is either shown or kept back. Both give the same bytes in the log. */
export interface DisclosedEntry {
  header: Piece
  /** One a child, in the order of the entry. */
  parts: Piece[]
  /** Null for an entry that never had any. */
  particulars: Piece | null
}

/** The commitments of an entry, 32 bytes each. */
export interface EntryCommitments {
  header: Uint8Array
  parts: readonly Uint8Array[]
  particulars: Uint8Array | null
}

/**
 * Commits to a piece: SHA-256 of `contactpoint/v1 <kind>`, a newline, the salt and the text in UTF-8. Source: docs/decisions/0012.
 *
 * @param salt 32 random bytes, used once
 */
export function commitmentOf(kind: PieceKind, salt: Uint8Array, text: string): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new LogFault('malformed', 'entry')
  return sha256(concat(utf8(`contactpoint/v1 ${kind}\n`), salt, utf8(text)))
}

/**
 * The 32 bytes that the log publishes of an entry: SHA-256 of `contactpoint/v1 entry`, a newline, the header's commitment, the
 * number of parts (big-endian uint32), the parts' commitments, and that of the particulars or 32 zero bytes. Source:
 * docs/decisions/0012.
 */
export function entryBytes({ header, parts, particulars }: EntryCommitments): Uint8Array {
  const count = new Uint8Array(4)
  new DataView(count.buffer).setUint32(0, parts.length)
  const last = particulars ?? new Uint8Array(HASH_BYTES)
  return sha256(concat(utf8('contactpoint/v1 entry\n'), header, count, ...parts, last))
}

/**
 * The same bytes from an entry as somebody holds it, some of its pieces kept back.
 *
 * @throws LogFault `malformed` when a piece is neither shown nor a commitment
 */
export function disclosedBytes({ header, parts, particulars }: DisclosedEntry): Uint8Array {
  if (!Array.isArray(parts)) throw new LogFault('malformed', 'entry')
  return entryBytes({
    header: ofPiece('header', header),
    parts: parts.map((part) => ofPiece('part', part)),
    particulars: particulars === null ? null : ofPiece('particulars', particulars),
  })
}

/** A commitment as it is written where its piece is kept back. */
export function closedPiece(commitment: Uint8Array): ClosedPiece {
  return { commitment: toBase64(commitment) }
}

export function openPiece(salt: Uint8Array, text: string): OpenPiece {
  return { salt: toBase64(salt), text }
}

function ofPiece(kind: PieceKind, piece: unknown): Uint8Array {
  const { salt, text, commitment } = (piece ?? {}) as Partial<OpenPiece & ClosedPiece>
  if (typeof salt === 'string' && typeof text === 'string') return commitmentOf(kind, fromBase64(salt, 'entry'), text)
  if (typeof commitment === 'string') return hashFromBase64(commitment, 'entry')
  throw new LogFault('malformed', 'entry')
}
