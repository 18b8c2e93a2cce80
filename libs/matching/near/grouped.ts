import { mayBeNear, type Day } from './near-dates.ts'
import type { RestrictedItems } from './nearness.ts'

/** Restricted children with something in common; their birth dates lie together, since most are looked at for that alone. */
export class Group {
  private readonly ids: string[] = []
  private readonly items: RestrictedItems[] = []
  private readonly born: number[] = []

  get size(): number {
    return this.ids.length
  }

  add(id: string, items: RestrictedItems): void {
    if (this.ids.includes(id)) return
    const { number, year, day } = items.shown.born
    this.ids.push(id)
    this.items.push(items)
    this.born.push(number, year, day)
  }

  remove(id: string): void {
    const place = this.ids.indexOf(id)
    if (place < 0) return
    this.ids.splice(place, 1)
    this.items.splice(place, 1)
    this.born.splice(3 * place, 3)
  }

  each(take: (id: string, items: RestrictedItems) => void): void {
    for (let n = 0; n < this.ids.length; n++) take(this.ids[n]!, this.items[n]!)
  }

  /** Those whose birth date may be near. */
  eachBornNear(day: Day, take: (id: string, items: RestrictedItems) => void): void {
    const { born } = this
    for (let n = 0; n < this.ids.length; n++)
      if (mayBeNear(day, born[3 * n]!, born[3 * n + 1]!, born[3 * n + 2]!)) take(this.ids[n]!, this.items[n]!)
  }
}

/** Restricted children by something of theirs. A key that nobody has any more is forgotten. */
export class Grouped {
  private readonly groups = new Map<string, Group>()

  add(keys: readonly string[], id: string, items: RestrictedItems): void {
    for (const key of keys) {
      const group = this.groups.get(key) ?? new Group()
      group.add(id, items)
      this.groups.set(key, group)
    }
  }

  remove(keys: readonly string[], id: string): void {
    for (const key of keys) {
      const group = this.groups.get(key)
      group?.remove(id)
      if (group?.size === 0) this.groups.delete(key)
    }
  }

  of(key: string): Group | undefined {
    return this.groups.get(key)
  }
}
