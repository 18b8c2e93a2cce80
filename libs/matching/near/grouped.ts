import type { RestrictedItems } from './nearness.ts'

/** Restricted children by something of theirs. A key that nobody has any more is forgotten. */
export class Grouped {
  private readonly groups = new Map<string, Map<string, RestrictedItems>>()

  add(keys: readonly string[], id: string, items: RestrictedItems): void {
    for (const key of keys) {
      const group = this.groups.get(key)
      if (group) group.set(id, items)
      else this.groups.set(key, new Map([[id, items]]))
    }
  }

  remove(keys: readonly string[], id: string): void {
    for (const key of keys) {
      const group = this.groups.get(key)
      group?.delete(id)
      if (group?.size === 0) this.groups.delete(key)
    }
  }

  of(key: string): ReadonlyMap<string, RestrictedItems> {
    return this.groups.get(key) ?? NOBODY
  }
}

const NOBODY: ReadonlyMap<string, RestrictedItems> = new Map()
