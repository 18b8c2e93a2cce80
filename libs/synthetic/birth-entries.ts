import { receptionYear, schoolYear, toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './children.ts'
import type { SyntheticCarer } from './family.ts'
import type { Address, Places } from './places.ts'
import { hashText, Random } from './random.ts'
import { RecordIds } from './record-ids.ts'

/**
 * How entries in the register of births differ from the truth of the census, and why. The shares are estimates, none of them measured. First names,
 * birth dates and postcodes are not mistyped: the declared linking rule wants them equal.
 */
export const BIRTH_DIFFERENCES = {
  /** School years of which there are entries, from the youngest: the census has nobody younger, so these are registrations of years ago. */
  schoolYears: 2,
  /** Children: born elsewhere than in England and Wales, or before the file begins. Nor is there one of those of whom no address is known. */
  notRegistered: 0.1,
  /**
   * Families: they have moved since. More have in truth: theirs is the one difference that makes a second record of a child, unlinked, which is
   * what they would all do.
   */
  movedSince: 0.02,
  /** Entries: the surname is in capitals, as registrars write it. */
  surnameInCapitals: 0.7,
  /**
   * No chance, but the form: all forenames are one text, so that a first name of two words is taken apart, and the declared rule does not know
   * the child again.
   */
  forenames: 'one text',
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
  #household = { id: '', moved: false }

  /** @param referenceDate of the census, `YYYY-MM-DD` */
  constructor(seed: number, referenceDate: string, places: Places) {
    this.#random = new Random(hashText(`births ${seed}`))
    this.#ids = new RecordIds('', this.#random.below(2 ** 32))
    this.#places = places
    this.#referenceDate = referenceDate
    this.#reception = schoolYear(referenceDate) - BIRTH_DIFFERENCES.schoolYears + 1
  }

  /** Null when there is none for the child. */
  entryOf(child: SyntheticChild): BirthEntry | null {
    const random = this.#random
    if (this.#household.id !== child.householdId)
      this.#household = { id: child.householdId, moved: random.chance(BIRTH_DIFFERENCES.movedSince) }
    const isYoungest = receptionYear(child.dateOfBirth) >= this.#reception
    if (!isYoungest || random.chance(BIRTH_DIFFERENCES.notRegistered) || !child.address) return null
    const { givenName, middleNames, familyName, dateOfBirth, sex, carers } = child
    const address = this.#household.moved ? this.#places.addressNear(random, child.address.postcode) : child.address
    const first = this.#registration(dateOfBirth, 1 + random.below(BIRTH_DIFFERENCES.longestLag))
    const second = child.formerSurname
      ? { ...this.#registration(first.date, BIRTH_DIFFERENCES.reregisteredAfter), previous: first }
      : { ...first, previous: undefined }
    return {
      ...second,
      forenames: [givenName, ...middleNames],
      surname: random.chance(BIRTH_DIFFERENCES.surnameInCapitals) ? familyName.toUpperCase() : familyName,
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
