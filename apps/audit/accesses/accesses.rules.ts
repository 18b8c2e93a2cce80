import type { Caller } from '@contactpoint/bus'
import { MOST_ACCESSES_LISTED, type Action, type AppendEntry, type OwnAccess } from '@contactpoint/contracts'
import { childIdIn, ownEntry } from '../ledger/ledger.rules.ts'
import type { OpenedEntry } from '../ledger/ledger.service.ts'

/** Entries that one request leaves at the most: each try of an answer that may not leave is two. */
export const MOST_ENTRIES_OF_A_REQUEST = 12

/** Enough for a page, and for what the last request of it left. */
export const MOST_READ = MOST_ACCESSES_LISTED * 2 + MOST_ENTRIES_OF_A_REQUEST

/** What names one child, whose number whoever did it gave: in other entries stand children that they were told of. */
const OF_ONE_CHILD: readonly Action[] = [
  ...(['disclosure', 'mediation', 'shield-request', 'override-attempt', 'override', 'broker-request'] as const),
  ...(['involvement-add', 'involvement-review', 'near-review', 'shield-read'] as const),
]

/** A page of what somebody did. */
export interface OwnPage {
  items: OwnAccess[]
  /** Index before which the next page begins; null: there is none. */
  next: number | null
}

/**
 * One item a request, as its first entry has it: whether an answer was withheld and asked again, because a shield came, nobody is told.
 *
 * @param personId whose they are, who did it or had it done
 * @param entries the latest first
 * @param isAll whether there are no older ones
 */
export function ownPage(personId: string, entries: readonly OpenedEntry[], isAll: boolean): OwnPage {
  const requests = [...Map.groupBy(entries, (one) => requestOf(one, personId)).values()]
  // Of the last one there may be more, further back; one that fills all that was read is shown as far as it goes.
  const whole = isAll || requests.length === 1 ? requests : requests.slice(0, -1)
  const shown = whole.slice(0, MOST_ACCESSES_LISTED)
  const last = shown.at(-1)
  const isEnd = isAll && shown.length === whole.length
  return {
    items: shown.map((request) => toOwnAccess(request, personId)),
    next: isEnd || !last ? null : firstOf(last).entry.index,
  }
}

/** Whoever asks names their own requests; by the name that somebody else gave to theirs, nothing of them is hidden here. */
function requestOf({ entry, parts }: OpenedEntry, personId: string): string {
  const own = entry.trace ?? entry._id
  return entry.personId === personId ? own : JSON.stringify([own, entry.personId, entry.action, parts[0]?.text])
}

/** What the log says of looking at it. */
export function accessesEntry(entryId: string, caller: Caller): AppendEntry {
  return ownEntry(entryId, caller, { action: 'access-list', outcome: 'shown' })
}

function toOwnAccess(request: readonly OpenedEntry[], personId: string): OwnAccess {
  const { entry, parts } = firstOf(request)
  const { time, action, reason, trace } = entry
  const [part] = OF_ONE_CHILD.includes(action) ? parts : []
  const childId = part ? childIdIn(part.text) : null
  return {
    ...{ time: time.toISOString(), action, throughAnother: entry.personId !== personId },
    ...{ reason, childId, trace: trace ?? null },
  }
}

/** The latest come first. */
function firstOf(request: readonly OpenedEntry[]): OpenedEntry {
  return request.at(-1)!
}
