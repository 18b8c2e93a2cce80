import type { AccessEntry, RunEnquiry } from '@contactpoint/contracts'
import type { OpenedEntry } from '../ledger/ledger.service.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Both days of a period are inside it; days are UTC. */
export function periodOf({ from, to }: RunEnquiry): { from?: Date; until?: Date } {
  return {
    ...(from && { from: new Date(`${from}T00:00:00Z`) }),
    ...(to && { until: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS) }),
  }
}

export function toAccessEntry(entry: OpenedEntry): AccessEntry {
  return { ...entry, time: entry.time.toISOString() }
}
