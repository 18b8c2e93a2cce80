import { LogFault, verifyReceipt, type NoteVerifier, type ProvenReceipt } from '@contactpoint/tamper-log'
import { Unreadable } from '../unreadable.rules.ts'
import { readProof } from './proof-file.service.ts'

export type ReceiptVerdict = { ok: true; proven: ProvenReceipt } | { ok: false; code: string }

/**
 * Verifies a proof that the API gave, without asking anybody: a `.tlog-proof` file, or the answer it came in.
 *
 * @throws Unreadable when there is no such file, no proof in it, or one that this key can say nothing of
 */
export async function verifyReceiptFile(file: string, verifier: NoteVerifier): Promise<ReceiptVerdict> {
  const text = await readProof(file)
  try {
    return { ok: true, proven: verifyReceipt(text, verifier) }
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    if (error.code !== 'unknown-key') return { ok: false, code: error.code }
    throw new Unreadable(`${file} is not signed with this key: it is of another log, or the key is another one.`)
  }
}
