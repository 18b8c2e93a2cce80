import { ACTIONS_OF, type Action, type AppendEntry } from '@contactpoint/contracts'

const SYSTEM = 'feed-supplier'
/** What systems do, and people for them. */
const OF_FEEDS: readonly Action[] = ACTIONS_OF.ingestion

/**
 * Whether a service may have that recorded: its own acts, by people or by suppliers' systems as the act is. A copy of audit hands on what
 * others have said.
 */
export function maySay(service: string, { action, caller }: Pick<AppendEntry, 'action' | 'caller'>): boolean {
  if (service === 'audit') return true
  const own: Readonly<Record<string, readonly Action[]>> = ACTIONS_OF
  const mayBe = action === 'feed-batch' ? caller.role === SYSTEM : caller.role !== SYSTEM || OF_FEEDS.includes(action)
  return (own[service] ?? []).includes(action) && mayBe
}
