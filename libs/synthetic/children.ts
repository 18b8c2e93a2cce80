import type { Address } from './address.ts'
import { drawSiblings, receptionYear, schoolAges, toDay, toIsoDate } from './birthdays.ts'
import type { DayRange } from './birthdays.ts'
import type { Registration, SyntheticChild } from './child.ts'
import { DistinctPeople } from './distinct-people.ts'
import { readEngland } from './england.ts'
import { USUAL_ERRORS, type ErrorRates } from './errors-of-registers.ts'
import { Families } from './family.ts'
import type { FamilyMember } from './family.ts'
import { Lives } from './lives.ts'
import type { ClaimHome } from './moves.ts'
import type { District, Places, School, Stage } from './places.ts'
import { Random } from './random.ts'
import { RecordIds } from './record-ids.ts'
import { FIRST_SECONDARY_YEAR, stageOn } from './schooling.ts'
import { SHARES } from './shares-of-england.ts'
import { UpnIssuer } from './upn.ts'

export interface PopulationOptions {
  /** How many children, 1 to 12,000,000 (England has about that many). */
  children: number
  /** Any whole number; the same seed and options give the same children. */
  seed: number
  /** Census day, `YYYY-MM-DD`; 2026-10-01 when left out. */
  referenceDate?: string
  /** Share of children with a second registration, 0 to 1; that of `errors` when left out. */
  duplicates?: number
  /** How often registers make their errors; as in their table when left out. */
  errors?: ErrorRates
}

export const DEFAULT_REFERENCE_DATE = '2026-10-01'
const MOST_CHILDREN = 12_000_000

/**
 * Children one after another, siblings in a row, the eldest first. Memory does not grow with their number. No two of
 * them have the same name, date of birth and postcode. Asking for more children with the same seed begins with the same.
 *
 * @throws RangeError when an option is out of range
 */
export function* syntheticChildren(options: PopulationOptions): Generator<SyntheticChild> {
  assertPossible(options)
  const population = new Population(options)
  const { seed, referenceDate = DEFAULT_REFERENCE_DATE } = options
  const claim: ClaimHome = (children, postcode) => population.claim(children, postcode)
  const lives = new Lives({ seed, referenceDate }, readEngland(), claim)
  for (let done = 0; done < options.children;) {
    for (const child of lives.of(population.household())) {
      yield child
      if (++done === options.children) return
    }
  }
}

/** @throws RangeError when an option is out of range */
export function assertPossible({
  children,
  duplicates,
  referenceDate = DEFAULT_REFERENCE_DATE,
}: PopulationOptions): void {
  if (!Number.isInteger(children) || children < 1 || children > MOST_CHILDREN)
    throw new RangeError(`children must be a whole number from 1 to ${MOST_CHILDREN}`)
  if (duplicates !== undefined && !(duplicates >= 0 && duplicates <= 1))
    throw new RangeError('duplicates must be from 0 to 1')
  const day = toDay(referenceDate)
  if (Number.isNaN(day) || toIsoDate(day) !== referenceDate) throw new RangeError('referenceDate must be YYYY-MM-DD')
}

/** Where the children of a household live and go to school: brothers and sisters share a school where they can. */
interface Home {
  householdId: string
  district: District
  address?: Address
  schools: Record<Stage, School>
}

class Population {
  readonly #random: Random
  readonly #places: Places
  readonly #families: Families
  readonly #people = new DistinctPeople()
  readonly #upns = new UpnIssuer()
  readonly #ages: DayRange
  readonly #referenceDate: string
  readonly #duplicates: number
  readonly #errors: ErrorRates['school-census']
  readonly #refs: RecordIds
  #persons = 0
  #households = 0

  constructor({ seed, referenceDate = DEFAULT_REFERENCE_DATE, duplicates, errors = USUAL_ERRORS }: PopulationOptions) {
    this.#random = new Random(seed)
    const { names, places } = readEngland()
    this.#places = places
    this.#families = new Families(this.#random, names)
    this.#referenceDate = referenceDate
    this.#errors = errors['school-census']
    this.#duplicates = duplicates ?? this.#errors.secondSchool
    this.#ages = schoolAges(referenceDate)
    this.#refs = new RecordIds('SC', this.#random.below(2 ** 32))
  }

  /** Takes the names and birth dates of these for another postcode, or nothing when one may be taken there. */
  claim(children: readonly SyntheticChild[], postcode: string): boolean {
    return children.every(({ givenName, familyName, formerSurname, dateOfBirth }) =>
      this.#people.claim(givenName, [familyName, formerSurname ?? familyName], dateOfBirth, postcode),
    )
  }

  household(): SyntheticChild[] {
    const birthdays = drawSiblings(this.#random, this.#ages)
    const home = this.#home()
    const postcode = home.address?.postcode ?? ''
    const siblings = this.#families.draw(birthdays, (given, families, born) =>
      this.#people.claim(given, families, born, postcode),
    )
    return siblings.map((member) => this.#child(member, home))
  }

  #home(): Home {
    const random = this.#random
    const district = this.#places.district(random)
    const address = this.#places.address(random, district)
    const schools = {
      primary: this.#places.school(random, district, 'primary'),
      secondary: this.#places.school(random, district, 'secondary'),
    }
    const householdId = `H${String(++this.#households).padStart(8, '0')}`
    return random.chance(SHARES.noAddress)
      ? { householdId, district, schools }
      : { householdId, district, schools, address }
  }

  #child({ sex, ...member }: FamilyMember, home: Home): SyntheticChild {
    const random = this.#random
    const reception = receptionYear(member.dateOfBirth)
    return {
      personId: `P${String(++this.#persons).padStart(8, '0')}`,
      householdId: home.householdId,
      ...member,
      sex: random.chance(this.#errors.noSex) ? undefined : sex,
      // A number is given by the first school, so a secondary pupil has that of the primary school.
      upn: random.chance(this.#errors.noUpn) ? undefined : this.#upns.next(home.schools.primary.laEstab, reception),
      address: home.address,
      registrations: this.#register(home, reception),
    }
  }

  #register({ district, schools, address }: Home, reception: number): Registration[] {
    const stage = stageOn(this.#referenceDate, reception)
    const startYear = stage === 'primary' ? reception : reception + FIRST_SECONDARY_YEAR
    const first = this.#registration(schools[stage].urn, startYear)
    // Without an address the declared linking rule cannot know the child again, and rightly makes another.
    if (!this.#random.chance(this.#duplicates) || !address) return [first]
    for (;;) {
      const { urn } = this.#places.school(this.#random, district, stage)
      if (urn !== first.schoolUrn) return [first, this.#registration(urn, startYear)]
    }
  }

  #registration(schoolUrn: string, startYear: number): Registration {
    const pupilMatchingRef = this.#refs.next()
    const entryDate = this.#entryDate(startYear)
    return this.#random.chance(this.#errors.noEntryDate)
      ? { pupilMatchingRef, schoolUrn }
      : { pupilMatchingRef, schoolUrn, entryDate }
  }

  #entryDate(startYear: number): string {
    const census = toDay(this.#referenceDate)
    const termBegins = toDay(`${startYear}-09-01`)
    const day = this.#random.chance(SHARES.joinedLater)
      ? this.#random.between(termBegins, Math.max(census, termBegins))
      : termBegins + this.#random.below(5)
    return toIsoDate(Math.min(day, census))
  }
}
