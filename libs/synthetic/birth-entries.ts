import type { Address } from './address.ts'
import { receptionYear, schoolYear, toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './child.ts'
import type { SyntheticCarer } from './child.ts'
import { COVERAGE, USUAL_ERRORS, type ErrorRates } from './errors-of-registers.ts'
import type { Places } from './places.ts'
import { hashText, Random } from './random.ts'
import { RecordIds } from './record-ids.ts'

/** Which entries of the register of births there are, and in which order. */
export const BIRTH_ENTRIES = {
  /** School years of which there are entries, from the youngest: these are registrations of years ago. */
  schoolYears: 2,
  /** Days from a birth to its registration: the law gives six weeks. */
  longestLag: 42,
  /** Days from a registration to the one that takes its place, of whoever has had another surname. */
  reregisteredAfter: 400,
} as const

/** An entry in the register of births. */
export interface BirthEntry {
  id: number
  /** When it was registered, `YYYY-MM-DD`. */
  date: string
  /** None before there is a name. All are one text in the register, so that a first name of two words is taken apart. */
  forenames: string[]
  surname: string
  dateOfBirth: string
  sex: 'F' | 'M' | undefined
  address: Address
  mother: SyntheticCarer | undefined
  father: SyntheticCarer | undefined
  /** The entry before it, of whoever has had another surname: its record is one with this. */
  previous: { id: number; date: string } | undefined
}

/** Entries of children who come one after another, siblings in a row. With its own chance: what other feeds say stays as it was. */
export class BirthEntries {
  readonly #random: Random
  readonly #ids: RecordIds
  readonly #places: Places
  readonly #referenceDate: string
  readonly #reception: number
  readonly #errors: ErrorRates['births']
  #household = { id: '', moved: false }

  /** @param referenceDate of the census, `YYYY-MM-DD` */
  constructor(seed: number, referenceDate: string, places: Places, errors: ErrorRates = USUAL_ERRORS) {
    this.#errors = errors.births
    this.#random = new Random(hashText(`births ${seed}`))
    this.#ids = new RecordIds('', this.#random.below(2 ** 32))
    this.#places = places
    this.#referenceDate = referenceDate
    this.#reception = schoolYear(referenceDate) - BIRTH_ENTRIES.schoolYears + 1
  }

  /** Null when there is none for the child. */
  entryOf(child: SyntheticChild): BirthEntry | null {
    const random = this.#random
    if (this.#household.id !== child.householdId)
      this.#household = { id: child.householdId, moved: random.chance(this.#errors.neverTold) }
    const isYoungest = receptionYear(child.dateOfBirth) >= this.#reception
    if (!isYoungest || random.chance(COVERAGE.birthNotRegistered) || !child.address) return null
    const { givenName, middleNames, familyName, dateOfBirth, sex, carers } = child
    const address = this.#household.moved ? this.#places.addressNear(random, child.address.postcode) : child.address
    const first = this.#registration(dateOfBirth, 1 + random.below(BIRTH_ENTRIES.longestLag))
    const second = child.formerSurname
      ? { ...this.#registration(first.date, BIRTH_ENTRIES.reregisteredAfter), previous: first }
      : { ...first, previous: undefined }
    return {
      ...second,
      forenames: [givenName, ...middleNames],
      surname: random.chance(this.#errors.surnameInCapitals) ? familyName.toUpperCase() : familyName,
      ...{ dateOfBirth, sex, address },
      mother: carers.find(({ relationship }) => relationship === 'mother'),
      father: carers.find(({ relationship }) => relationship === 'father'),
    }
  }

  #registration(from: string, days: number): { id: number; date: string } {
    const day = Math.min(toDay(from) + days, toDay(this.#referenceDate))
    return { id: Number(this.#ids.next()), date: toIsoDate(day) }
  }
}
