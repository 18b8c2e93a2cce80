import { toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './child.ts'
import type { SyntheticCarer } from './child.ts'
import type { England } from './england.ts'
import { Moves, type ClaimHome } from './moves.ts'
import { hashText, Random } from './random.ts'
import { Schooling } from './schooling.ts'
import { SharedHomes } from './shared-homes.ts'
import { SHARES } from './shares-of-england.ts'

/** Nobody is given another surname before this many days after the birth. */
const EARLIEST_RENAMING = 60
/** Days before the census within which families on the road came to their school. */
const ON_THE_ROAD = 60

/**
 * What has become of families since they were drawn: births of three, step-families, shared homes, moves, changes of name, life on the road. Each with
 * a chance of its own, so that names, dates of birth and ids of a seed stay as they were (but for the third of a birth of three).
 */
export class Lives {
  readonly #born: Random
  readonly #steps: Random
  readonly #names: Random
  readonly #road: Random
  readonly #claim: ClaimHome
  readonly #census: string
  readonly #moves: Moves
  readonly #homes: SharedHomes

  /** @param referenceDate of the census, `YYYY-MM-DD` */
  constructor(
    { seed, referenceDate }: { seed: number; referenceDate: string },
    { names, places }: England,
    claim: ClaimHome,
  ) {
    const chanceOf = (what: string): Random => new Random(hashText(`${what} ${seed}`))
    this.#born = chanceOf('triplets')
    this.#steps = chanceOf('step-families')
    this.#names = chanceOf('renamings')
    this.#road = chanceOf('road')
    this.#claim = claim
    this.#census = referenceDate
    this.#moves = new Moves(chanceOf('moves'), places, referenceDate, claim)
    const random = chanceOf('shared homes')
    const schooling = new Schooling(random, places, referenceDate)
    // Arrivals are drawn with the chance of the homes: what the movers have stays as it is.
    const moves = new Moves(random, places, referenceDate, claim)
    this.#homes = new SharedHomes({ random, names, places, claim, moves, schooling, census: referenceDate })
  }

  /** @param siblings of one family, the eldest first */
  of(siblings: SyntheticChild[]): SyntheticChild[] {
    const family = this.#stepFamily(this.#bornTogether(siblings))
    const home = this.#homes.of(family)
    const moved = home[0]!.dwelling ? home : this.#moves.of(home)
    return this.#onTheRoad(moved).map((child) => this.#renamed(child))
  }

  /** Twins and another child of the same carers may be three of one birth. */
  #bornTogether(siblings: SyntheticChild[]): SyntheticChild[] {
    const place = siblings.findIndex((child, i) => i > 0 && siblings[i - 1]!.dateOfBirth === child.dateOfBirth)
    const twin = siblings[place]
    const third = siblings[place + 1] ?? siblings[place - 2]
    if (!twin || third?.carers !== twin.carers || !this.#born.chance(SHARES.triplets)) return siblings
    const { dateOfBirth, address } = twin
    const born = { ...third, dateOfBirth }
    if (!this.#claim([born], address?.postcode ?? '')) return siblings
    const schools = twin.registrations[0]!
    const registrations = [{ ...third.registrations[0]!, schoolUrn: schools.schoolUrn, entryDate: schools.entryDate }]
    return siblings.map((child) => (child === third ? { ...born, registrations } : child))
  }

  /** The younger children of the step-parent may be none of the mother's: step-brothers and -sisters of the elder ones. */
  #stepFamily(siblings: SyntheticChild[]): SyntheticChild[] {
    const isOthers = ({ carers }: SyntheticChild): boolean => carers !== siblings[0]!.carers
    if (!siblings.some(isOthers) || !this.#steps.chance(SHARES.bothBringTheirs)) return siblings
    const exchanged = ([mother, father]: SyntheticCarer[]): SyntheticCarer[] => [
      father!,
      { ...mother!, relationship: 'step-parent' },
    ]
    return siblings.map((child) => (isOthers(child) ? { ...child, carers: exchanged(child.carers) } : child))
  }

  #onTheRoad(siblings: SyntheticChild[]): SyntheticChild[] {
    if (siblings[0]!.address || !this.#road.chance(SHARES.onTheRoad)) return siblings
    return siblings.map((child) => {
      const arrived = toIsoDate(toDay(this.#census) - this.#road.below(ON_THE_ROAD))
      const registrations = child.registrations.map((one) => (one.entryDate ? { ...one, entryDate: arrived } : one))
      return { ...child, dwelling: 'road', registrations }
    })
  }

  #renamed(child: SyntheticChild): SyntheticChild {
    if (!child.formerSurname) return child
    const [born, census] = [toDay(child.dateOfBirth), toDay(this.#census)]
    return { ...child, renamedOn: toIsoDate(this.#names.between(born + EARLIEST_RENAMING, census)) }
  }
}
