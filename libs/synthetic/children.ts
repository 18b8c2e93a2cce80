import { drawSiblings, receptionYear, schoolAges, schoolYear, toDay, toIsoDate } from './birthdays.ts'
import type { DayRange } from './birthdays.ts'
import { DistinctPeople } from './distinct-people.ts'
import { Families } from './family.ts'
import type { FamilyMember, SyntheticCarer } from './family.ts'
import { Names } from './names.ts'
import { Places } from './places.ts'
import type { Address, District, School, Stage } from './places.ts'
import { Random } from './random.ts'
import { RecordIds } from './record-ids.ts'
import { UpnIssuer } from './upn.ts'

/** One row of the school census: a child on the roll of one school. */
export interface Registration {
  /** See {@link RecordIds}. */
  pupilMatchingRef: string
  schoolUrn: string
  /** When the child joined the school; absent for about 2%. */
  entryDate?: string
}

/** A child of the synthetic England, with the truth about it. Dates are `YYYY-MM-DD`. */
export interface SyntheticChild {
  personId: string
  /** Siblings have the same. */
  householdId: string
  givenName: string
  middleNames: string[]
  familyName: string
  formerSurname?: string
  dateOfBirth: string
  /** Absent when not specified, about one child in a thousand. */
  sex?: 'F' | 'M'
  /** Absent for about 0.5%. */
  upn?: string
  /** Absent for about 0.3%: no known address. */
  address?: Address
  carers: SyntheticCarer[]
  /** One, or two for a child who is on the rolls of two schools. */
  registrations: Registration[]
}

export interface PopulationOptions {
  /** How many children, 1 to 12,000,000 (England has about that many). */
  children: number
  /** Any whole number; the same seed and options give the same children. */
  seed: number
  /** Census day, `YYYY-MM-DD`; 2026-10-01 when left out. */
  referenceDate?: string
  /** Share of children with a second registration, 0 to 1; 0.01 when left out. */
  duplicates?: number
}

export const DEFAULT_REFERENCE_DATE = '2026-10-01'
const DEFAULT_DUPLICATES = 0.01
const MOST_CHILDREN = 12_000_000
const NO_ADDRESS = 0.003
const NO_UPN = 0.005
const NO_SEX = 0.001
const NO_ENTRY_DATE = 0.02
const JOINED_LATER = 0.12
const FIRST_SECONDARY_YEAR = 7

/**
 * Children one after another, siblings in a row, the eldest first. Memory does not grow with their number. No two of
 * them have the same name, date of birth and postcode. Asking for more children with the same seed begins with the same.
 *
 * @throws RangeError when an option is out of range
 */
export function* syntheticChildren(options: PopulationOptions): Generator<SyntheticChild> {
  assertPossible(options)
  const population = new Population(options)
  for (let done = 0; done < options.children;) {
    for (const child of population.household()) {
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

interface England {
  names: Names
  places: Places
}

let england: England | undefined

/** Reading the tables takes longer than a thousand children, and they are the same for every seed. */
export function readEngland(): England {
  return (england ??= { names: new Names(), places: new Places() })
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
  readonly #refs: RecordIds
  #persons = 0
  #households = 0

  constructor({ seed, referenceDate = DEFAULT_REFERENCE_DATE, duplicates = DEFAULT_DUPLICATES }: PopulationOptions) {
    this.#random = new Random(seed)
    const { names, places } = readEngland()
    this.#places = places
    this.#families = new Families(this.#random, names)
    this.#referenceDate = referenceDate
    this.#duplicates = duplicates
    this.#ages = schoolAges(referenceDate)
    this.#refs = new RecordIds('SC', this.#random.below(2 ** 32))
  }

  *household(): Generator<SyntheticChild> {
    const birthdays = drawSiblings(this.#random, this.#ages)
    const home = this.#home()
    const postcode = home.address?.postcode ?? ''
    const siblings = this.#families.draw(birthdays, (given, families, born) =>
      this.#people.claim(given, families, born, postcode),
    )
    for (const member of siblings) yield this.#child(member, home)
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
    return random.chance(NO_ADDRESS) ? { householdId, district, schools } : { householdId, district, schools, address }
  }

  #child({ sex, ...member }: FamilyMember, home: Home): SyntheticChild {
    const random = this.#random
    const reception = receptionYear(member.dateOfBirth)
    return {
      personId: `P${String(++this.#persons).padStart(8, '0')}`,
      householdId: home.householdId,
      ...member,
      sex: random.chance(NO_SEX) ? undefined : sex,
      // A number is given by the first school, so a secondary pupil has that of the primary school.
      upn: random.chance(NO_UPN) ? undefined : this.#upns.next(home.schools.primary.laEstab, reception),
      address: home.address,
      registrations: this.#register(home, reception),
    }
  }

  #register({ district, schools, address }: Home, reception: number): Registration[] {
    const stage = this.#stage(reception)
    const startYear = stage === 'primary' ? reception : reception + FIRST_SECONDARY_YEAR
    const first = this.#registration(schools[stage].urn, startYear)
    // Without an address the declared linking rule cannot know the child again, and rightly makes another.
    if (!this.#random.chance(this.#duplicates) || !address) return [first]
    for (;;) {
      const { urn } = this.#places.school(this.#random, district, stage)
      if (urn !== first.schoolUrn) return [first, this.#registration(urn, startYear)]
    }
  }

  #stage(reception: number): Stage {
    return schoolYear(this.#referenceDate) - reception < FIRST_SECONDARY_YEAR ? 'primary' : 'secondary'
  }

  #registration(schoolUrn: string, startYear: number): Registration {
    const pupilMatchingRef = this.#refs.next()
    const entryDate = this.#entryDate(startYear)
    return this.#random.chance(NO_ENTRY_DATE)
      ? { pupilMatchingRef, schoolUrn }
      : { pupilMatchingRef, schoolUrn, entryDate }
  }

  #entryDate(startYear: number): string {
    const census = toDay(this.#referenceDate)
    const termBegins = toDay(`${startYear}-09-01`)
    const day = this.#random.chance(JOINED_LATER)
      ? this.#random.between(termBegins, Math.max(census, termBegins))
      : termBegins + this.#random.below(5)
    return toIsoDate(Math.min(day, census))
  }
}
