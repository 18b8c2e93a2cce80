import { daysToLookAt } from './near-dates.ts'
import { isNear, nearnessOf, type Nearness, type OtherItems, type RestrictedItems } from './nearness.ts'

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

  get size(): number {
    return this.items.size
  }

  set(id: string, items: RestrictedItems): void {
    this.delete(id)
    this.items.set(id, items)
    const { number } = items.shown.born
    const there = this.byDay.get(number)
    if (there) there.add(id)
    else this.byDay.set(number, new Set([id]))
  }

  delete(id: string): void {
    const there = this.items.get(id)
    if (!there) return
    this.items.delete(id)
    this.byDay.get(there.shown.born.number)!.delete(id)
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
}
