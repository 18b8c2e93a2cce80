import {
  LogFault,
  NoteVerifier,
  openCheckpoint,
  parseProof,
  toBase64,
  verifyReceipt,
  withPlainLines,
  type LogFaultCode,
  type ProvenReceipt,
} from '@contactpoint/tamper-log'
import type { FieldError } from '../../layout/field-errors.rules.ts'

/** What somebody wants checked. */
export interface ProofForm {
  /** A proof, or the answer of the API that it came in. */
  proof?: string
  /** The log's public key: `name+id+base64`. */
  key?: string
}

/** What a proof has shown, as far as its entry says it: with a key of somebody else it may say anything. */
export interface Proven extends Pick<ProvenReceipt, 'origin' | 'index' | 'size' | 'root'> {
  header: Partial<Record<(typeof FACTS)[number], string>>
  /** One a child; null: kept back, or destroyed. */
  childIds: (string | null)[]
}

/** What the log had signed: how many entries it had, and their root in base64. */
type SignedCheckpoint = Pick<ProvenReceipt, 'origin' | 'size' | 'root'>

export type Checked =
  | { proven: Proven; key: string }
  /** With the checkpoint when the log has signed it. */
  | { why: string; key: string; failed: ProofStep; checkpoint: SignedCheckpoint | null }
  /** With the step when it was a proof that failed it, and not something else that was typed. */
  | { errors: FieldError[]; failed?: ProofStep }

/** What is found out of a proof, in this order. */
export const PROOF_STEPS = {
  format: 'It is a whole proof, as the format has it',
  signature: 'The log signed its checkpoint, with this key',
  origin: 'The checkpoint is of this log',
  inclusion: 'The entry is in the log, unchanged and at its place',
} as const
export type ProofStep = keyof typeof PROOF_STEPS

/** Who, when, what and why. What was asked for is nobody's but the asker's (AC-23). */
const FACTS = ['time', 'personId', 'role', 'organisation', 'action', 'outcome', 'reason'] as const

/** Why a proof does not hold, as somebody reads it who knows of no hashes, and which step that is. */
const WHY_NOT: Partial<Record<LogFaultCode, { why: string; failed: ProofStep }>> = {
  'bad-signature': { why: 'The checkpoint in it was changed after the log had signed it.', failed: 'signature' },
  'wrong-origin': { why: 'The checkpoint in it is of another log.', failed: 'origin' },
  'not-included': { why: 'What it says is not what the log has at that place.', failed: 'inclusion' },
}
const MALFORMED = {
  why: 'It is not a proof as it is given here: something of it was cut off, added or changed.',
  failed: 'format',
} as const

/**
 * Checks a proof as anybody can, with what was typed alone. What was typed is nowhere in the answer, unless the log has it.
 *
 * @param ownKey what the pages were given by whoever runs them; it is used when none is typed
 */
export function checkProof({ proof = '', key: typed = '' }: ProofForm, ownKey: string): Checked {
  const key = typed.trim() || ownKey
  const verifier = verifierOf(key)
  const text = proofIn(proof.trim())
  const errors: FieldError[] = [
    ...(text === null ? [{ field: 'proof', text: 'Paste a whole proof: it begins with c2sp.org/tlog-proof' }] : []),
    ...(verifier === null ? [{ field: 'key', text: 'Enter the log’s public key, as it was published' }] : []),
  ]
  if (text === null && proof.trim() !== '') return { errors, failed: 'format' }
  return text === null || verifier === null ? { errors } : verdictOn(text, verifier)
}

function verdictOn(proof: string, verifier: NoteVerifier): Checked {
  const key = verifier.vkey
  try {
    return { proven: shownOf(verifyReceipt(proof, verifier)), key }
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    if (error.code === 'unknown-key')
      return {
        errors: [
          { field: 'key', text: 'The proof is signed with another key: it is of another log, or this is not its key' },
        ],
        failed: 'signature',
      }
    const found = WHY_NOT[error.code] ?? MALFORMED
    return { ...found, key, checkpoint: found.failed === 'inclusion' ? signedIn(proof, verifier) : null }
  }
}

function signedIn(proof: string, verifier: NoteVerifier): SignedCheckpoint {
  const known = { origin: verifier.name, verifiers: [verifier] }
  const { origin, size, root } = openCheckpoint(parseProof(proof).checkpoint, known)
  return { origin, size, root: toBase64(root) }
}

function shownOf({ origin, index, size, root, header, parts }: ProvenReceipt): Proven {
  const told = FACTS.map((name) => [name, header?.[name]] as const).filter(isTold)
  return { origin, index, size, root, header: Object.fromEntries(told), childIds: parts.map(childIn) }
}

function isTold([name, value]: readonly [string, unknown]): boolean {
  return typeof value === 'string' && (name !== 'time' || !Number.isNaN(Date.parse(value)))
}

function childIn(part: Record<string, unknown> | null): string | null {
  const childId = part?.['childId']
  return typeof childId === 'string' ? childId : null
}

function verifierOf(key: string): NoteVerifier | null {
  try {
    return new NoteVerifier(key)
  } catch (error) {
    if (error instanceof LogFault) return null
    throw error
  }
}

/** The proof itself; null when there is none. Somebody who altered one may have left no more than its beginning. */
function proofIn(pasted: string): string | null {
  const text = pasted.startsWith('{') ? ofAnswer(pasted) : pasted
  return text.startsWith('c2sp.org/') ? withPlainLines(text) : null
}

function ofAnswer(json: string): string {
  try {
    const { proof } = JSON.parse(json) as { proof?: unknown }
    return typeof proof === 'string' ? proof : ''
  } catch {
    return ''
  }
}
