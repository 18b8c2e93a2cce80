import type { Address } from './address.ts'
import { toDay, toIsoDate } from './birthdays.ts'
import type { Move, SyntheticChild } from './child.ts'
import type { Places } from './places.ts'
import type { Random } from './random.ts'
import { Schooling } from './schooling.ts'
import { SHARES } from './shares-of-england.ts'

/** Takes the children's names and birth dates for a postcode; false when one may be taken there. */
export type ClaimHome = (children: readonly SyntheticChild[], postcode: string) => boolean

const YEAR = 365

/**
 * Where families lived before that moved within a year. The home of today is the one that was drawn first: what a seed gives stays as it was, but for
 * schools that children came to after the move.
 */
export class Moves {
  readonly #random: Random
  readonly #places: Places
  readonly #census: string
  readonly #claim: ClaimHome
  readonly #schooling: Schooling

  constructor(random: Random, places: Places, census: string, claim: ClaimHome) {
    this.#random = random
    this.#places = places
    this.#census = census
    this.#claim = claim
    this.#schooling = new Schooling(random, places, census)
  }

  of(siblings: SyntheticChild[]): SyntheticChild[] {
    const address = siblings[0]!.address
    if (!this.#random.chance(SHARES.movedInYear) || !address) return siblings
    const from = this.#homeBefore(address)
    if (!this.#claim(siblings, from.postcode)) return siblings
    return this.movedFrom(siblings, from, this.daysAgo(YEAR))
  }

  /** A day before the census, at most so many. */
  daysAgo(most: number): string {
    return toIsoDate(toDay(this.#census) - 1 - this.#random.below(most))
  }

  /** Whoever went to school before goes to another one since, where the district is another. */
  movedFrom(siblings: SyntheticChild[], from: Address, on: string): SyntheticChild[] {
    const [before, today] = [from, siblings[0]!.address!].map(({ postcode }) => this.#places.districtOf(postcode))
    if (before === today) return siblings.map((child) => ({ ...child, moved: { on, from } }))
    const schools = this.#schooling.near(before!)
    return siblings.map((child) => this.#changed(child, { on, from }, this.#schooling.schoolOf(child, schools)))
  }

  #changed(child: SyntheticChild, move: Move, schoolUrn: string): SyntheticChild {
    const [first, ...others] = child.registrations
    const { entryDate } = first!
    const isNew = entryDate === undefined || entryDate < move.on
    if (!isNew || first!.schoolUrn === schoolUrn) return { ...child, moved: move }
    const since = entryDate === undefined ? first! : { ...first!, entryDate: this.#schooling.entryAfter(move.on) }
    return { ...child, registrations: [since, ...others], moved: { ...move, school: { schoolUrn, entryDate } } }
  }

  #homeBefore({ postcode }: Address): Address {
    // Drawn anew each time: there are districts of one postcode.
    for (;;) {
      const home = this.#random.chance(SHARES.movesNear)
        ? this.#places.addressNear(this.#random, postcode)
        : this.#places.address(this.#random, this.#places.district(this.#random))
      if (home.postcode !== postcode) return home
    }
  }
}
