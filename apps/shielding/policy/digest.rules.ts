import type { PolicyDocument } from '@contactpoint/contracts'
import { canonicalJson } from '@contactpoint/text'
import { hash } from 'node:crypto'

/** What a signature is of: SHA-256, hexadecimal, of the document as JSON without spaces, the names of each object sorted. */
export function digestOf(document: PolicyDocument): string {
  return hash('sha256', canonicalJson(document))
}
