import type { WorkItem, WorkKind } from '@contactpoint/contracts'

/** Where what waits is done; kinds without a page are done through the API. */
const PLACES: Partial<Record<WorkKind, (item: WorkItem) => string>> = {
  'check-override': () => '/overrides',
  'broker-contact': ({ id }) => `/contacts/${id}`,
  'read-outcome': () => '/work#requests',
  'decide-appeal': () => '/appeals',
  'review-policy': ({ policyVersion }) => `/policies/${policyVersion}`,
  'approve-policy': ({ policyVersion }) => `/policies/${policyVersion}`,
  'activate-policy': ({ policyVersion }) => `/policies/${policyVersion}`,
  'accept-handover': ({ childId }) => `/shields/${childId}`,
}

const OF_A_SHIELD: readonly WorkKind[] = [
  'place',
  'confirm',
  'agree-refusal',
  'decide-refusal',
  'review',
  'propose-lift',
  'agree-lift',
  'decide-lift',
  'agree-merge',
  'agree-split',
  'handover-offered',
]

/** Something that waits, and where it is done. */
export interface WorkRow extends WorkItem {
  href: string | null
}

/** What is late first, then as it came: what is due first at the top. */
export function rowsOf(items: readonly WorkItem[]): WorkRow[] {
  const rows = items.map((item) => ({ ...item, href: hrefOf(item) }))
  return [...rows.filter(({ isLate }) => isLate), ...rows.filter(({ isLate }) => !isLate)]
}

function hrefOf(item: WorkItem): string | null {
  if (OF_A_SHIELD.includes(item.kind) && item.childId) return `/shields/${item.childId}`
  return PLACES[item.kind]?.(item) ?? null
}
