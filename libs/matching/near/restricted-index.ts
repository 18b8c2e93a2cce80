import { Grouped, type Group } from './grouped.ts'
import { householdFacts, householdKinds } from './household.ts'
import { dateBits } from './near-dates.ts'
import { isNear, isToTell, nearnessOf, type Nearness, type OtherItems, type RestrictedItems } from './nearness.ts'
import { RestrictedNames } from './restricted-names.ts'
import { givenOf, type ShownItems } from './shown-items.ts'

/** A restricted child to whose household a record belongs, and what they have in common. */
export interface HouseholdRestricted {
  readonly id: string
  readonly kinds: readonly string[]
}

/** A restricted child that a record is near, or of which people are to be told. */
export interface NearRestricted {
  readonly id: string
  readonly nearness: Nearness
}

/** The restricted children around a record. */
export interface RestrictedAround {
  readonly near: readonly NearRestricted[]
  readonly household: readonly HouseholdRestricted[]
  /** Those with one hidden thing in common, but for its household. */
  readonly toTell: readonly NearRestricted[]
}

/**
 * Restricted children by given names, in memory. They are few, and each new row is held against all whose given names are near: what
 * is looked at, and so the time it takes, does not depend on anything hidden.
 */
export class RestrictedIndex {
  private readonly items = new Map<string, RestrictedItems>()
  private readonly names = new RestrictedNames()
  /** By the first given name as it is written, and folded. */
  private readonly byName = new Grouped()
  private readonly byGiven = new Grouped()
  private readonly byMiddle = new Grouped()
  private readonly byFamily = new Grouped()
  private readonly byFact = new Grouped()

  get size(): number {
    return this.items.size
  }

  set(id: string, items: RestrictedItems): void {
    this.delete(id)
    const { given, middle, families } = items.shown
    this.items.set(id, items)
    this.names.add(given)
    this.byName.add([given.text], id, items)
    this.byGiven.add([given.folded], id, items)
    this.byMiddle.add(middle, id, items)
    this.byFamily.add([families[0]!.folded], id, items)
    this.byFact.add(householdFacts([...items.facts, ...items.alike]), id, items)
  }

  delete(id: string): void {
    const items = this.items.get(id)
    if (!items) return
    const { given, middle, families } = items.shown
    this.items.delete(id)
    this.byName.remove([given.text], id)
    this.byGiven.remove([given.folded], id)
    this.byMiddle.remove(middle, id)
    this.byFamily.remove([families[0]!.folded], id)
    this.byFact.remove(householdFacts([...items.facts, ...items.alike]), id)
  }

  /** Those around the record, but for its own. */
  around(other: OtherItems, own: readonly string[] = []): RestrictedAround {
    const [alike, household] = [this.alike(other, own), this.household(other, own)]
    const isHome = (id: string): boolean => household.some((one) => one.id === id)
    return {
      near: alike.filter(({ nearness }) => isNear(nearness)),
      household,
      toTell: alike.filter(({ id, nearness }) => isToTell(nearness) && !isHome(id)),
    }
  }

  /** Those that the record is near, but for its own. */
  near(other: OtherItems, own: readonly string[] = []): NearRestricted[] {
    return this.alike(other, own).filter(({ nearness }) => isNear(nearness))
  }

  /** Those that the record is near, or has a hidden fact in common with beside a near given name and birth date. */
  private alike(other: OtherItems, own: readonly string[]): NearRestricted[] {
    const { born } = other.shown
    const found = new Map<string, Nearness>()
    const look = (id: string, restricted: RestrictedItems): void => {
      if (own.includes(id) || dateBits(restricted.shown.born, born) === 0) return
      const nearness = nearnessOf(restricted, other)
      if (isNear(nearness) || isToTell(nearness)) found.set(id, nearness)
    }
    for (const group of this.withNearGivenNames(other.shown)) group?.eachBornNear(born, look)
    return [...found].map(([id, nearness]) => ({ id, nearness }))
  }

  /** Those of whose household the record is, but for its own. */
  household(other: OtherItems, own: readonly string[] = []): HouseholdRestricted[] {
    const sharing = new Map<string, RestrictedItems>()
    for (const fact of householdFacts(other.facts)) this.byFact.of(fact)?.each((id, items) => sharing.set(id, items))
    return [...sharing]
      .filter(([id]) => !own.includes(id))
      .map(([id, items]) => ({ id, kinds: householdKinds(items, other) }))
      .filter(({ kinds }) => kinds.length > 0)
  }

  /** All whose given names, or family name in their place, agree at all with those of the record, some of them twice. */
  private withNearGivenNames(shown: ShownItems): (Group | undefined)[] {
    const { given, middle } = shown
    return [
      ...this.names.near(given).map((name) => this.byName.of(name)),
      this.byGiven.of(given.folded),
      this.byMiddle.of(given.folded),
      ...middle.map((name) => this.byGiven.of(name)),
      ...givenOf(shown).map((name) => this.byFamily.of(name)),
    ]
  }
}
