import { createHash } from 'node:crypto'
import type { AppendEntry } from '@contactpoint/contracts'

/** Name of the log entries go to. One log a region and half-year comes with sharding (architecture section 8). */
export const LOG = 'england'

export const SEALED = 'audit/sealed'
export const LOOKUP = 'audit/child-lookup'

/** What is sealed of an entry. */
export interface SealedPart {
  children: { childId: string; shown: string }[]
  particulars: Record<string, unknown> | null
}

export function sealedPartOf({ children, particulars }: AppendEntry): SealedPart {
  return { children: children.map(({ childId, shown }) => ({ childId, shown })), particulars: particulars ?? null }
}

/**
 * The entry's leaf hash: SHA-256 over a zero byte (RFC 9162 section 2.1.1, leaves are told from nodes), the salt, and the entry
 * as JSON in a fixed order.
 *
 * @returns hex
 */
export function leafHashOf(entry: AppendEntry, time: Date, salt: Uint8Array): string {
  const { caller } = entry
  const content = JSON.stringify([
    [caller.personId, caller.role, caller.organisation, time.toISOString()],
    [entry.action, entry.outcome, entry.reason ?? null],
    sealedPartOf(entry),
  ])
  return createHash('sha256').update(Uint8Array.of(0)).update(salt).update(content).digest('hex')
}
