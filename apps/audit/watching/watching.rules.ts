import type { Caller } from '@contactpoint/bus'
import type { Action, AppendEntry } from '@contactpoint/contracts'
import { ownEntry } from '../ledger/ledger.rules.ts'

/** What a watched child's id is sealed for: it opens only as that. */
export const WATCH_PLACE = 'watched-child'

/** What the log says of looking at the list, and of changing it. */
export function watchEntry(
  entryId: string,
  caller: Caller,
  action: Extract<Action, `watch-${string}`>,
  childId: string | null,
  particulars: Record<string, unknown> | null = null,
): AppendEntry {
  const children = childId === null ? [] : [{ childId, shown: 'nothing' as const }]
  return ownEntry(entryId, caller, { action, outcome: 'done', children, particulars })
}
