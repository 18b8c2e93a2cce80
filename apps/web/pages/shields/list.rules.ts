import { DUE, SHIELD_STATES, type Due, type ListedShield, type ShieldState } from '@contactpoint/contracts'

/** What is chosen above the list, as an address has it. */
export interface ListForm {
  state?: string
  due?: string
  after?: string
}

export interface Filters {
  state?: ShieldState
  due?: Due
  after?: string
}

/** What is chosen; what is none of the choices is as if nothing were. */
export function filtersIn({ state, due, after }: ListForm): Filters {
  return {
    ...(SHIELD_STATES.includes(state as ShieldState) && { state: state as ShieldState }),
    ...(DUE.includes(due as Due) && { due: due as Due }),
    ...(/^[0-9A-Z]{12}$/.test(after ?? '') && { after }),
  }
}

/** The address of a list. */
export function pathOf(filters: Filters): string {
  const query = new URLSearchParams(filters as Record<string, string>).toString()
  return query ? `/shields?${query}` : '/shields'
}

/** What is late on top, and of those and of the others what is due first. */
export function lateFirst<Item extends Pick<ListedShield, 'dueAt'>>(
  items: readonly Item[],
  now: number,
): (Item & { isLate: boolean })[] {
  const never = Number.POSITIVE_INFINITY
  const dueOf = ({ dueAt }: Pick<ListedShield, 'dueAt'>): number => (dueAt === null ? never : Date.parse(dueAt))
  return items
    .map((item) => ({ ...item, isLate: dueOf(item) < now }))
    .toSorted((one, other) => (dueOf(one) === dueOf(other) ? 0 : dueOf(one) - dueOf(other)))
}
