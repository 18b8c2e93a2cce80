import {
  LogFault,
  openCheckpoint,
  parseProof,
  withPlainLines,
  type FoundCheckpoint,
  type NoteVerifier,
} from '@contactpoint/tamper-log'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { readText } from '../text-file.service.ts'
import { Unreadable } from '../unreadable.rules.ts'

const LARGEST_BYTES = 8_000_000
/** How a proof begins, as far as somebody who altered it may have left it. */
const PROOF_START = /^c2sp\.org\//

/**
 * The text of a proof: of a `.tlog-proof` file, or in the API's answer as it came.
 *
 * @throws Unreadable when there is no such file, or no proof in it
 */
export async function readProof(file: string): Promise<string> {
  const text = await readNote(file, 'a proof')
  if (PROOF_START.test(text)) return text
  throw new Unreadable(
    `${file} cannot be read as a proof: it is neither a .tlog-proof nor an answer of the API with one.`,
  )
}

/**
 * The signed checkpoint in a file that somebody kept: alone, or in a proof.
 *
 * @throws Unreadable when there is none, or none of this log: that says nothing of the log
 */
export async function readCheckpoint(file: string, verifier: NoteVerifier): Promise<FoundCheckpoint> {
  const text = await readNote(file, 'a checkpoint or a proof')
  try {
    const note = PROOF_START.test(text) ? parseProof(text).checkpoint : text
    openCheckpoint(note, { origin: verifier.name, verifiers: [verifier] })
    return { name: basename(file), note }
  } catch (error) {
    if (!(error instanceof LogFault)) throw error
    throw new Unreadable(`${file} shows nothing of ${verifier.name}: ${WHY_NOT[error.code] ?? error.code}.`)
  }
}

const WHY_NOT: Record<string, string> = {
  malformed: 'it is not a signed checkpoint or a proof',
  'unknown-key': 'it is not signed with this key',
  'bad-signature': 'it was altered after it was signed',
  'wrong-origin': 'it is of another log',
}

/** A note or a proof, alone or in JSON. */
async function readNote(file: string, what: string): Promise<string> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new Unreadable(`${file} is not a file that can be read.`)
  if (found.size > LARGEST_BYTES) throw new Unreadable(`${file} is too large to be ${what}.`)
  const text = await readText(file, what)
  return withPlainLines(text.trimStart().startsWith('{') ? proofIn(text, file) : text)
}

function proofIn(json: string, file: string): string {
  try {
    const { proof } = JSON.parse(json) as { proof?: unknown }
    if (typeof proof === 'string') return proof
  } catch {
    throw new Unreadable(`${file} cannot be read as JSON: it was cut off or altered.`)
  }
  throw new Unreadable(`${file} has no proof in it: the API's answer says something else.`)
}
