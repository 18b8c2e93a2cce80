import { ACTIONS_OF, type Action, type AppendEntry } from '@contactpoint/contracts'

const SYSTEM = 'feed-supplier'

/**
 * Whether a service may have that recorded: its own acts, by people or by suppliers' systems as the act is. A copy of audit hands on what
 * others have said.
 */
export function maySay(service: string, { action, caller }: Pick<AppendEntry, 'action' | 'caller'>): boolean {
  if (service === 'audit') return true
  const own: Readonly<Record<string, readonly Action[]>> = ACTIONS_OF
  return (own[service] ?? []).includes(action) && (caller.role === SYSTEM) === (action === 'feed-batch')
}
