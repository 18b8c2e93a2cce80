import type { Caller } from '@contactpoint/bus'
import type { AccessAsker, AccessEntry, AppendEntry, RunEnquiry, Signal } from '@contactpoint/contracts'
import { childIdIn, ownEntry } from '../ledger/ledger.rules.ts'
import type { KeptAsker } from '../ledger/ledger.schema.ts'
import type { OpenedEntry } from '../ledger/ledger.service.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Both days of a period are inside it; days are UTC. */
export function periodOf({ from, to }: RunEnquiry): { from?: Date; until?: Date } {
  return {
    ...(from && { from: new Date(`${from}T00:00:00Z`) }),
    ...(to && { until: new Date(Date.parse(`${to}T00:00:00Z`) + DAY_MS) }),
  }
}

/** What is asked about: a child, a person or an organisation. */
export function subjectsOf({ childId, personId, organisation }: RunEnquiry): number {
  return [childId, personId, organisation].filter((subject) => subject !== undefined).length
}

/** Ids and facts of an access. Children that were forgotten are counted, and nothing else is known of them. */
export function toAccessEntry({ entry, parts }: OpenedEntry): AccessEntry {
  const { index, time, personId, role, organisation, action, outcome, reason, trace, policy, signals, asker } = entry
  const known = parts.filter((part) => part !== null)
  return {
    ...{ index, time: time.toISOString(), personId, role, organisation, action, outcome, reason, trace: trace ?? null },
    ...(asker && { asker: toAsker(asker, signals?.askerNames) }),
    policy: policy ?? null,
    signals: signals?.names ?? [],
    childIds: known.map(({ text }) => childIdIn(text)),
    forgotten: parts.length - known.length,
  }
}

function toAsker({ personId, role, organisation }: KeptAsker, signals: Signal[] = []): AccessAsker {
  return { personId, role, organisation, signals }
}

/** What the log says of the enquiry itself. */
export function enquiryEntry(entryId: string, caller: Caller, ask: RunEnquiry): AppendEntry {
  const { childId, personId: about = null, organisation: of = null, from = null, to = null, reason = null } = ask
  const children = childId === undefined ? [] : [{ childId, shown: 'nothing' as const }]
  return ownEntry(entryId, caller, {
    ...{ action: 'enquiry', outcome: 'shown', children },
    particulars: { personId: about, organisation: of, from, to, reason },
  })
}
