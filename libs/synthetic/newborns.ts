import { BIRTH_ENTRIES, type BirthEntry } from './birth-entries.ts'
import { toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './child.ts'
import type { England } from './england.ts'
import { COVERAGE, USUAL_ERRORS, type ErrorRates } from './errors-of-registers.ts'
import { Families } from './family.ts'
import type { GpRegistration } from './gp-links-edifact.ts'
import { surnameFor } from './names.ts'
import { NhsNumbers } from './nhs-number.ts'
import type { PatientEntry } from './patient-entries.ts'
import { hashText, Random } from './random.ts'
import { RecordIds } from './record-ids.ts'
import { SHARES } from './shares-of-england.ts'

/** Days before the census within which they were born. */
const WITHIN = 90
/** Days after the birth until a practice takes a child on, at most. */
const LONGEST_WITHOUT_PRACTICE = 50
/** Persons, households and registrations from here on: there are fewer children at school. */
const FIRST = 50_000_000
/** Entries of children at school have ten digits, those of twins begin with a one. */
const FIRST_ENTRY = 20_000_000_000
/** Days after the census within which every register is told the name of who has one. */
const NAMED_WITHIN = 60
const UNNAMED = 'Baby'

/** A child born within three months, and what registers have of it. */
export interface Newborn {
  /** `Baby` where nobody has given it a name; it goes to no school. */
  child: SyntheticChild
  birth: BirthEntry | null
  gp: { child: SyntheticChild; registration: GpRegistration } | null
  patient: PatientEntry | null
}

interface Options {
  seed: number
  referenceDate: string
  children: number
  errors?: ErrorRates | undefined
  /** Days from the census to the delivery. */
  later?: number | undefined
}

/**
 * Children who are not at school yet: the first of their family, or brothers and sisters of pupils, who have no name yet. Of some the practice and the Personal
 * Demographics Service know only `BABY` and the mother's surname, while the register of births has the name.
 */
export class Newborns {
  readonly #random: Random
  readonly #options: Options
  readonly #errors: ErrorRates
  readonly #england: England
  readonly #families: Families
  readonly #numbers: NhsNumbers
  readonly #entries: RecordIds
  #household = ''
  #born = 0

  constructor(options: Options, england: England) {
    this.#options = options
    this.#errors = options.errors ?? USUAL_ERRORS
    this.#england = england
    this.#random = new Random(hashText(`newborns ${options.seed}`))
    this.#families = new Families(this.#random, england.names)
    this.#numbers = new NhsNumbers(options.seed)
    this.#entries = new RecordIds('', this.#random.below(2 ** 32))
  }

  /** One for some of the children at school. @param child of whom it may be the youngest brother or sister */
  after(child: SyntheticChild): Newborn | null {
    const isFirst = this.#household !== child.householdId
    this.#household = child.householdId
    if (!this.#random.chance(SHARES.newborns)) return null
    const days = 1 + this.#random.below(WITHIN)
    const isSibling = days <= BIRTH_ENTRIES.longestLag && this.#random.chance(SHARES.newbornSiblings)
    const mother = isFirst && !child.dwelling && child.carers.find(({ relationship }) => relationship === 'mother')
    const number = ++this.#born
    const born = isSibling && mother ? this.#sibling(child, number, days) : this.#firstOfFamily(number, days)
    return { child: born, ...this.#entriesOf(born, number, days) }
  }

  #sibling({ householdId, familyName, carers, address }: SyntheticChild, number: number, days: number): SyntheticChild {
    const sex = this.#random.chance(SHARES.boys) ? 'M' : 'F'
    return {
      ...{ personId: idOf('P', number), householdId, sex, carers, registrations: [] },
      ...{ givenName: UNNAMED, middleNames: [], familyName: surnameFor(familyName, sex) },
      ...{ dateOfBirth: this.#dayBefore(days), address },
    }
  }

  #firstOfFamily(number: number, days: number): SyntheticChild {
    const { places } = this.#england
    const address = places.address(this.#random, places.district(this.#random))
    for (;;) {
      const [member] = this.#families.draw([toDay(this.#dayBefore(days))], () => true)
      if (member!.carers[0]!.relationship !== 'mother') continue
      const { formerSurname: _none, ...born } = member!
      return { personId: idOf('P', number), householdId: idOf('H', number), ...born, address, registrations: [] }
    }
  }

  #dayBefore(days: number): string {
    return toIsoDate(toDay(this.#options.referenceDate) - days)
  }

  #entriesOf(child: SyntheticChild, number: number, days: number): Omit<Newborn, 'child'> {
    const nhsNumber = this.#numbers.ofNewborn(number - 1, this.#options.children)
    return {
      birth: this.#birth(child, days),
      gp: this.#registration(child, number, days, nhsNumber),
      patient: this.#patient(child, nhsNumber),
    }
  }

  #birth(child: SyntheticChild, days: number): BirthEntry | null {
    const random = this.#random
    const after = 1 + random.below(BIRTH_ENTRIES.longestLag)
    const isNamed = !random.chance(this.#errors.births.noNameYet)
    const surname = random.chance(this.#errors.births.surnameInCapitals)
      ? child.familyName.toUpperCase()
      : child.familyName
    const isRegistered = !random.chance(COVERAGE.birthNotRegistered)
    const id = FIRST_ENTRY + Number(this.#entries.next())
    if (child.givenName === UNNAMED || !child.address || after > days || !isRegistered) return null
    const parent = (wanted: string) => child.carers.find(({ relationship }) => relationship === wanted)
    return {
      ...{ id, surname, sex: child.sex, dateOfBirth: child.dateOfBirth, address: child.address, previous: undefined },
      date: toIsoDate(toDay(child.dateOfBirth) + after),
      forenames: isNamed ? [child.givenName, ...child.middleNames] : [],
      ...{ mother: parent('mother'), father: parent('father') },
    }
  }

  #registration(child: SyntheticChild, number: number, days: number, nhsNumber: string | undefined): Newborn['gp'] {
    const isTakenOn = this.#random.below(LONGEST_WITHOUT_PRACTICE) < days
    const known = this.#asKnown(child, this.#errors['gp-links'].noNameYet)
    if (!isTakenOn || this.#random.chance(COVERAGE.withoutPractice)) return null
    const sent = toIsoDate(toDay(this.#options.referenceDate) + (this.#options.later ?? 0))
    const practice = this.#england.practices.of(child)
    return { child: known, registration: { nhsNumber, practice, number: FIRST + number, sent, isBirth: true } }
  }

  #patient(child: SyntheticChild, nhsNumber: string | undefined): PatientEntry | null {
    const known = this.#asKnown(child, this.#errors.pds.noNameYet)
    if (nhsNumber === undefined) return null
    return {
      ...{ nhsNumber, version: 1, isRestricted: false, sex: child.sex, dateOfBirth: child.dateOfBirth },
      ...{ address: child.address, practice: undefined, formerFamily: undefined },
      given: [known.givenName, ...known.middleNames].map((name) => (name === UNNAMED ? 'BABY' : name)),
      family: known.familyName.toUpperCase(),
    }
  }

  /** Without a name it is called after its mother. */
  #asKnown(child: SyntheticChild, noNameYet: number): SyntheticChild {
    const hasNone = this.#random.chance(noNameYet) && (this.#options.later ?? 0) < NAMED_WITHIN
    if (!hasNone && child.givenName !== UNNAMED) return child
    return { ...child, givenName: UNNAMED, middleNames: [], familyName: child.carers[0]!.familyName }
  }
}

function idOf(letter: string, number: number): string {
  return `${letter}${FIRST + number}`
}
