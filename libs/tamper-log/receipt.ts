import { disclosedBytes, type DisclosedEntry, type Piece } from './committed-entry.ts'
import { LogFault } from './log-fault.ts'
import type { NoteVerifier } from './note-keys.ts'
import { parseProof, verifyProof } from './proof-file.ts'
import { toBase64 } from './strict-text.ts'

/** What is no text is read as marks in its place: no entry has them, so it is not included. */
const plainText = new TextDecoder('utf-8', { ignoreBOM: true })

/** What a proof of an entry has shown. */
export interface ProvenReceipt {
  origin: string
  index: number
  /** Entries of the log when it signed. */
  size: number
  /** What the log had signed of them, base64. */
  root: string
  header: Record<string, unknown> | null
  /** One a child; null: kept back, or destroyed. */
  parts: (Record<string, unknown> | null)[]
  /** Criteria and case reference; null: kept back or destroyed, undefined: there never were any. */
  particulars?: Record<string, unknown> | null
}

/**
 * Verifies, without asking anybody, a proof that brings the entry along which it proves.
 *
 * @param proof a tlog-proof whose `extra` is the entry as it was disclosed, in JSON
 * @throws LogFault as {@link verifyProof}; `malformed` also when there is no such entry in it
 *
 * Source: docs/decisions/0012.
 */
export function verifyReceipt(proof: string, verifier: NoteVerifier): ProvenReceipt {
  const { extra } = parseProof(proof)
  const entry = orMalformed(() => JSON.parse(plainText.decode(extra)) as DisclosedEntry)
  const leaf = orMalformed(() => disclosedBytes(entry))
  const { index, checkpoint } = verifyProof(proof, { leaf, origin: verifier.name, verifiers: [verifier] })
  const { size, root } = checkpoint
  return { origin: checkpoint.origin, index, size, root: toBase64(root), ...orMalformed(() => textsOf(entry)) }
}

/** A note or a proof as the formats have it: Windows ends lines in its own way, and editors add or take the last line's end. */
export function withPlainLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/\n*$/, '\n')
}

/** What nobody signed may be anything. */
function orMalformed<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) throw new LogFault('malformed', 'entry')
    throw error
  }
}

function textsOf({
  header,
  parts,
  particulars,
}: DisclosedEntry): Pick<ProvenReceipt, 'header' | 'parts' | 'particulars'> {
  return {
    header: textOf(header),
    parts: parts.map(textOf),
    ...(particulars && { particulars: textOf(particulars) }),
  }
}

function textOf(piece: Piece): Record<string, unknown> | null {
  return 'text' in piece ? (JSON.parse(piece.text) as Record<string, unknown>) : null
}
