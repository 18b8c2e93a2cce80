import type { Address } from './address.ts'
import type { SyntheticChild } from './child.ts'
import { readEngland } from './england.ts'
import { COVERAGE } from './errors-of-registers.ts'
import { NhsNumbers } from './nhs-number.ts'
import { hashText, Random } from './random.ts'

/** Which patients the file of the Personal Demographics Service speaks of. */
export const PATIENTS = {
  /** One of so many is always restricted, so that a small England shows what that does. */
  oneAmong: 500,
  /** How often something of a patient has changed, at most. */
  mostVersions: 9,
} as const

/** What the service knows of a patient. */
export interface PatientEntry {
  nhsNumber: string
  version: number
  isRestricted: boolean
  given: string[]
  family: string
  formerFamily: string | undefined
  sex: 'F' | 'M' | undefined
  dateOfBirth: string
  /** Of a restricted one, absent as the rest of where they are. */
  address: Address | undefined
  practice: string | undefined
}

/** Patients among children who come one after another. With its own chance: what other feeds say stays as it was. */
export class PatientEntries {
  readonly #random: Random
  readonly #numbers: NhsNumbers
  readonly #practices = readEngland().practices
  readonly #sure: number
  #asked = 0

  constructor(seed: number) {
    this.#random = new Random(hashText(`pds ${seed}`))
    this.#numbers = new NhsNumbers(seed)
    this.#sure = this.#random.below(PATIENTS.oneAmong)
  }

  /** Null when nothing is sent of the child. */
  entryOf(child: SyntheticChild): PatientEntry | null {
    const random = this.#random
    const isSure = this.#asked++ === this.#sure
    const isRestricted = random.chance(COVERAGE.restricted) || isSure
    const hasChanged = random.chance(COVERAGE.changed)
    const version = 1 + random.below(PATIENTS.mostVersions)
    const nhsNumber = this.#numbers.of(child)
    if (nhsNumber === undefined || !(isRestricted || hasChanged)) return null
    const { givenName, middleNames, familyName, formerSurname, dateOfBirth, sex, address } = child
    return {
      ...{ nhsNumber, version, isRestricted, sex, dateOfBirth },
      given: [givenName, ...middleNames],
      family: familyName.toUpperCase(),
      formerFamily: isRestricted ? undefined : formerSurname?.toUpperCase(),
      address: isRestricted ? undefined : address,
      practice: isRestricted ? undefined : this.#practices.of(child),
    }
  }
}
