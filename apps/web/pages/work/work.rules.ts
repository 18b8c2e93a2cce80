import type { WorkItem, WorkKind } from '@contactpoint/contracts'
import { lateOnTop } from '../../layout/late.rules.ts'

/** Where what waits is done, when that is not the page of a child's shield. */
const PLACES: Partial<Record<WorkKind, (item: WorkItem) => string>> = {
  'check-override': () => '/overrides',
  'broker-contact': ({ id }) => `/contacts/${id}`,
  'read-outcome': () => '/work#requests',
  'decide-appeal': () => '/appeals',
  'decide-near': ({ childId }) => `/shields/${childId}/near`,
  'decide-rows': ({ childId }) => `/shields/${childId}/rows`,
  'review-policy': ({ policyVersion }) => `/policies/${policyVersion}`,
  'approve-policy': ({ policyVersion }) => `/policies/${policyVersion}`,
  'activate-policy': ({ policyVersion }) => `/policies/${policyVersion}`,
}

/** Something that waits, and where it is done. */
export interface WorkRow extends WorkItem {
  href: string | null
}

/** What is late first, then as it came: what is due first at the top. */
export function rowsOf(items: readonly WorkItem[]): WorkRow[] {
  return lateOnTop(items.map((item) => ({ ...item, href: hrefOf(item) })))
}

function hrefOf(item: WorkItem): string | null {
  return PLACES[item.kind]?.(item) ?? (item.childId && `/shields/${item.childId}`)
}
