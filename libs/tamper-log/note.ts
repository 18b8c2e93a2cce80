import { LogFault } from './log-fault.ts'
import { isKeyName, splitSignature, type NoteVerifier } from './note-keys.ts'
import type { NoteSigner } from './note-signer.ts'
import { textOf, toBase64 } from './strict-text.ts'

/** Longest note that is read, in bytes of UTF-8. */
export const NOTE_BYTES = 1_000_000

/** Most signatures that are read: C2SP asks for 16 at least, and for some limit. */
export const NOTE_SIGNATURES = 100

/** A note that can be believed. */
export interface OpenedNote {
  /** What was signed, with the newline at its end. */
  text: string
  /** Whose signatures fit, in the order of the note, each once. */
  verifiedBy: NoteVerifier[]
}

const SIGNATURE_LINE = /^— ([^ ]+) ([^ ]+)$/
const CONTROL = /[\0-\x09\x0b-\x1f]/

/**
 * Signs a text.
 *
 * @param text UTF-8, without control characters but newline, and ending in one
 * @param signers 1 to 100
 * @returns the note: the text, an empty line, a line for each signature
 * @throws LogFault `malformed` for another text or number of signers
 *
 * Source: C2SP signed-note, "Format".
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  if (signers.length < 1 || signers.length > NOTE_SIGNATURES) throw new LogFault('malformed', 'note')
  if (!text.endsWith('\n')) throw new LogFault('malformed', 'note')
  const lines = signers.map((signer) => `— ${signer.name} ${toBase64(signer.sign(text))}\n`)
  return checkedText(`${text}\n${lines.join('')}`)
}

/**
 * Opens a note: its text counts only if a key that is known has signed it. Signatures of other keys are passed over, but
 * one of a known key that does not fit refuses the whole.
 *
 * @param note as text, or the bytes of its UTF-8; at most 1,000,000 bytes and 100 signatures
 * @param verifiers the keys that are known
 * @throws LogFault `malformed`, `bad-signature`, or `unknown-key` if none of the keys has signed
 *
 * Source: C2SP signed-note, "Format" and "Signatures".
 */
export function openNote(note: string | Uint8Array, verifiers: readonly NoteVerifier[]): OpenedNote {
  const whole = checkedText(note)
  const border = whole.lastIndexOf('\n\n')
  if (border < 0 || !whole.endsWith('\n')) throw new LogFault('malformed', 'note')
  const text = whole.slice(0, border + 1)
  const lines = whole.slice(border + 2, -1).split('\n')
  if (lines.length > NOTE_SIGNATURES) throw new LogFault('malformed', 'note')
  const signatures = lines.map(readSignature)
  const verifiedBy = new Set<NoteVerifier>()
  for (const { name, keyId, signature } of signatures) {
    for (const verifier of verifiers.filter((known) => known.isMeantBy(name, keyId))) {
      if (!verifier.verifies(text, signature)) throw new LogFault('bad-signature', 'note')
      verifiedBy.add(verifier)
    }
  }
  if (verifiedBy.size === 0) throw new LogFault('unknown-key', 'note')
  return { text, verifiedBy: [...verifiedBy] }
}

function readSignature(line: string): { name: string; keyId: Uint8Array; signature: Uint8Array } {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? []
  if (name === undefined || encoded === undefined || !isKeyName(name)) throw new LogFault('malformed', 'note')
  return { name, ...splitSignature(encoded) }
}

function checkedText(note: string | Uint8Array): string {
  const text = textOf(note, NOTE_BYTES, 'note')
  if (CONTROL.test(text)) throw new LogFault('malformed', 'note')
  return text
}
