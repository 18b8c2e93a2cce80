import { householdFacts, householdKinds } from './household.ts'
import { daysToLookAt } from './near-dates.ts'
import { isNear, nearnessOf, type Nearness, type OtherItems, type RestrictedItems } from './nearness.ts'

/** A restricted child to whose household a record belongs, and what they have in common. */
export interface HouseholdRestricted {
  readonly id: string
  readonly kinds: readonly string[]
}

/** A restricted child that a record is near. */
export interface NearRestricted {
  readonly id: string
  readonly nearness: Nearness
}

/**
 * Restricted children by birth date, in memory. They are few, and each new row is held against all whose birth date is near: what
 * is looked at, and so the time it takes, does not depend on anything hidden.
 */
export class RestrictedIndex {
  private readonly items = new Map<string, RestrictedItems>()
  private readonly byDay = new Map<number, Set<string>>()
  private readonly byFact = new Map<string, Set<string>>()

  get size(): number {
    return this.items.size
  }

  set(id: string, items: RestrictedItems): void {
    this.delete(id)
    this.items.set(id, items)
    put(this.byDay, items.shown.born.number, id)
    for (const fact of householdFacts(items.facts)) put(this.byFact, fact, id)
  }

  delete(id: string): void {
    const there = this.items.get(id)
    if (!there) return
    this.items.delete(id)
    this.byDay.get(there.shown.born.number)!.delete(id)
    for (const fact of householdFacts(there.facts)) this.byFact.get(fact)!.delete(id)
  }

  /** Those that the record is near, but for its own. */
  near(other: OtherItems, ownId?: string): NearRestricted[] {
    const found: NearRestricted[] = []
    for (const day of daysToLookAt(other.shown.born))
      for (const id of this.byDay.get(day) ?? []) {
        if (id === ownId) continue
        const nearness = nearnessOf(this.items.get(id)!, other)
        if (isNear(nearness)) found.push({ id, nearness })
      }
    return found
  }

  /** Those of whose household the record is, but for its own. */
  household(other: OtherItems, ownId?: string): HouseholdRestricted[] {
    const ids = new Set(householdFacts(other.facts).flatMap((fact) => [...(this.byFact.get(fact) ?? [])]))
    return [...ids]
      .filter((id) => id !== ownId)
      .map((id) => ({ id, kinds: householdKinds(this.items.get(id)!, other) }))
      .filter(({ kinds }) => kinds.length > 0)
  }
}

function put<Key>(index: Map<Key, Set<string>>, key: Key, id: string): void {
  const there = index.get(key)
  if (there) there.add(id)
  else index.set(key, new Set([id]))
}
