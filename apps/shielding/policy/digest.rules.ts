import type { PolicyDocument } from '@contactpoint/contracts'
import { hash } from 'node:crypto'

/** What a signature is of: SHA-256, hexadecimal, of the document as JSON without spaces, the names of each object sorted. */
export function digestOf(document: PolicyDocument): string {
  return hash('sha256', JSON.stringify(sorted(document)))
}

function sorted(part: unknown): unknown {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  const fields = Object.entries(part).map(([name, value]) => [name, sorted(value)] as const)
  return Object.fromEntries(fields.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}
