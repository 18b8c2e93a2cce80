import { openCheckpoint, type KnownLog, type OpenedCheckpoint } from './checkpoint.ts'
import { HASH_BYTES, leafHash } from './hashing.ts'
import { LogFault } from './log-fault.ts'
import { verifyInclusion } from './proofs.ts'
import { fromBase64, fromDecimal, hashFromBase64, textOf, toBase64 } from './strict-text.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'

/** Longest proof that is read, in bytes: a note and as much extra. */
const PROOF_BYTES = 2_000_000

/** Most hashes in a proof: as high as a tree of 2^63 entries. */
const PROOF_HASHES = 63

/**
 * The proof that an entry is in a log, as one file (`.tlog-proof`).
 *
 * - `extra`: bytes that came along; nobody signed them
 * - `index`: place of the entry, 0 to 2^53-1
 * - `hashes`: from the leaf's sibling up to the root's child, 32 bytes each
 * - `checkpoint`: the signed note of the log, as it is
 *
 * Source: C2SP tlog-proof, "Format".
 */
export interface ProofFile {
  extra?: Uint8Array
  index: number
  hashes: Uint8Array[]
  checkpoint: string
}

/** What a proof has shown: the entry stands at `index` of the log of this checkpoint. */
export interface ProvenEntry {
  index: number
  checkpoint: OpenedCheckpoint
  /** Not proven: nobody signed it. */
  extra?: Uint8Array
}

/**
 * Writes a proof.
 *
 * @throws LogFault `malformed` for an index, hashes or a checkpoint that cannot be read back
 *
 * Source: C2SP tlog-proof, "Format".
 */
export function formatProof({ extra, index, hashes, checkpoint }: ProofFile): string {
  const isSound = Number.isSafeInteger(index) && index >= 0 && hashes.length <= PROOF_HASHES && checkpoint !== ''
  if (!isSound || hashes.some((hash) => hash.length !== HASH_BYTES)) throw new LogFault('malformed', 'proof')
  const extraLines = extra?.length ? [`extra ${toBase64(extra)}`] : []
  const lines = [HEADER, ...extraLines, `index ${index}`, ...hashes.map(toBase64)]
  return textOf(`${lines.join('\n')}\n\n${checkpoint}`, PROOF_BYTES, 'proof')
}

/**
 * Reads a proof without believing it: the checkpoint in it is not opened.
 *
 * @param proof as text, or the bytes of its UTF-8; at most 2,000,000 bytes
 * @throws LogFault `malformed`, also for numbers with leading zeros, base64 that could be written otherwise and more
 *   than 63 hashes
 *
 * Source: C2SP tlog-proof, "Format".
 */
export function parseProof(proof: string | Uint8Array): ProofFile {
  const text = textOf(proof, PROOF_BYTES, 'proof')
  const border = text.indexOf('\n\n')
  const [header, ...lines] = text.slice(0, Math.max(border, 0)).split('\n')
  const checkpoint = text.slice(border + 2)
  if (header !== HEADER || checkpoint === '') throw new LogFault('malformed', 'proof')
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(valueOf(lines.shift(), 'extra'), 'proof') : undefined
  const index = fromDecimal(valueOf(lines.shift(), 'index'), 'proof')
  if (lines.length > PROOF_HASHES) throw new LogFault('malformed', 'proof')
  const hashes = lines.map((line) => hashFromBase64(line, 'proof'))
  return { ...(extra && { extra }), index, hashes, checkpoint }
}

/**
 * Verifies, without asking anybody, that an entry is in a log that is known.
 *
 * @param proof as for {@link parseProof}
 * @param known `leaf` is the entry as its bytes stand in the log; `origin` and `verifiers` are those of the log
 * @throws LogFault as {@link parseProof} and {@link openCheckpoint}; `not-included` if the proof is not of this entry in
 *   this log
 *
 * Source: C2SP tlog-proof; RFC 9162 section 2.1.3.2.
 */
export function verifyProof(proof: string | Uint8Array, known: KnownLog & { leaf: Uint8Array }): ProvenEntry {
  const { extra, index, hashes, checkpoint: note } = parseProof(proof)
  const checkpoint = openCheckpoint(note, known)
  const { size, root } = checkpoint
  const isIncluded = verifyInclusion({ leafHash: leafHash(known.leaf), index, size, proof: hashes, root })
  if (!isIncluded) throw new LogFault('not-included', 'proof')
  return { index, checkpoint, ...(extra && { extra }) }
}

function valueOf(line: string | undefined, name: string): string {
  const value = line?.startsWith(`${name} `) ? line.slice(name.length + 1) : ''
  if (value === '') throw new LogFault('malformed', 'proof')
  return value
}
