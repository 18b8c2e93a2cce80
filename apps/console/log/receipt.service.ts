import {
  disclosedBytes,
  LogFault,
  parseProof,
  verifyProof,
  type DisclosedEntry,
  type NoteVerifier,
  type Piece,
} from '@contactpoint/tamper-log'
import { Unreadable } from '../unreadable.rules.ts'
import { readProof } from './proof-file.service.ts'

/** What a proof has shown. */
export interface ProvenReceipt {
  origin: string
  index: number
  /** Entries of the log when it signed. */
  size: number
  header: Record<string, unknown> | null
  /** One a child; null: kept back, or destroyed. */
  parts: (Record<string, unknown> | null)[]
  /** Criteria and case reference; null: kept back or destroyed, undefined: there never were any. */
  particulars?: Record<string, unknown> | null
}

export type ReceiptVerdict = { ok: true; proven: ProvenReceipt } | { ok: false; code: string }

/**
 * Verifies a proof that the API gave, without asking anybody: a `.tlog-proof` file, or the answer it came in.
 *
 * @throws Unreadable when there is no such file, no proof in it, or one that this key can say nothing of
 */
export async function verifyReceipt(file: string, verifier: NoteVerifier): Promise<ReceiptVerdict> {
  const text = await readProof(file)
  try {
    const { extra } = parseProof(text)
    const disclosed = JSON.parse(Buffer.from(extra ?? []).toString('utf8')) as DisclosedEntry
    const leaf = disclosedBytes(disclosed)
    const { index, checkpoint } = verifyProof(text, { leaf, origin: verifier.name, verifiers: [verifier] })
    return { ok: true, proven: { origin: checkpoint.origin, index, size: checkpoint.size, ...textsOf(disclosed) } }
  } catch (error) {
    if (error instanceof LogFault && error.code === 'unknown-key')
      throw new Unreadable(`${file} is not signed with this key: it is of another log, or the key is another one.`)
    if (error instanceof LogFault) return { ok: false, code: error.code }
    if (error instanceof SyntaxError || error instanceof TypeError) return { ok: false, code: 'malformed' }
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
