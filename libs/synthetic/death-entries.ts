import type { Address } from './address.ts'
import { toDay, toIsoDate } from './birthdays.ts'
import type { SyntheticChild } from './child.ts'
import { COVERAGE } from './errors-of-registers.ts'
import { hashText, Random } from './random.ts'
import { RecordIds } from './record-ids.ts'

/** Which deaths are registered, of children who have an address. Who has died goes on being in the other files: those are slower. */
export const DEATHS = {
  /** One of so many is always among them, so that a small England shows what a death does. */
  oneAmong: 500,
  /** Days before the census within which they died: none of their records has ended yet. */
  within: 120,
  /** Days from a death to its registration: the law gives five. */
  longestLag: 5,
} as const

/** An entry in the register of deaths. */
export interface DeathEntry {
  id: string
  /** Each in a field of its own, as the extract has them. */
  givenNames: string[]
  familyName: string
  sex: 'F' | 'M' | undefined
  dateOfBirth: string
  dateOfDeath: string
  /** `YYYY-MM-DD`. */
  registered: string
  address: Address
}

/** Entries of those of the children who have died. With its own chance: what other feeds say stays as it was. */
export class DeathEntries {
  readonly #random: Random
  readonly #ids: RecordIds
  readonly #census: number
  readonly #sure: number
  #asked = 0

  /** @param referenceDate of the census, `YYYY-MM-DD` */
  constructor(seed: number, referenceDate: string) {
    this.#random = new Random(hashText(`deaths ${seed}`))
    this.#ids = new RecordIds('', this.#random.below(2 ** 32))
    this.#census = toDay(referenceDate)
    this.#sure = this.#random.below(DEATHS.oneAmong)
  }

  /** Null of the living. */
  entryOf({ address, givenName, middleNames, familyName, dateOfBirth, sex }: SyntheticChild): DeathEntry | null {
    if (!address) return null
    const hasDied = this.#random.chance(COVERAGE.died)
    if (!hasDied && this.#asked++ !== this.#sure) return null
    const lag = 1 + this.#random.below(DEATHS.longestLag)
    const died = this.#census - lag - this.#random.below(DEATHS.within)
    return {
      id: this.#ids.next(),
      givenNames: [givenName, ...middleNames],
      familyName: familyName.toUpperCase(),
      ...{ sex, dateOfBirth, address },
      dateOfDeath: toIsoDate(died),
      registered: toIsoDate(died + lag),
    }
  }
}
