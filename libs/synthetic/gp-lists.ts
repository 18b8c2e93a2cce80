import type { SyntheticChild } from './child.ts'
import { readEngland } from './england.ts'
import { COVERAGE, USUAL_ERRORS, type ErrorRates } from './errors-of-registers.ts'
import type { GpRegistration } from './gp-links-edifact.ts'
import { MOST_NHS_NUMBERS, NhsNumbers } from './nhs-number.ts'
import { hashText, Random } from './random.ts'

/** Registrations of children who come one after another, siblings in a row. With its own chance: what other feeds say stays as it was. */
export class GpLists {
  readonly #random: Random
  readonly #practices = readEngland().practices
  readonly #sent: string
  readonly #numbers: NhsNumbers
  readonly #errors: ErrorRates['gp-links']
  #household = { id: '', isRegistered: true }
  #registrations = 0

  /** @param sent when all are sent, `YYYY-MM-DD` */
  constructor(seed: number, sent: string, errors: ErrorRates = USUAL_ERRORS) {
    this.#errors = errors['gp-links']
    this.#random = new Random(hashText(`gp-links ${seed}`))
    this.#sent = sent
    this.#random.below(MOST_NHS_NUMBERS) // drawn for the numbers, which are the same for every feed
    this.#numbers = new NhsNumbers(seed)
  }

  /** Null when the child is on nobody's list. */
  registrationOf(child: SyntheticChild): GpRegistration | null {
    if (this.#household.id !== child.householdId) {
      const isRegistered = !this.#random.chance(COVERAGE.withoutPractice)
      this.#household = { id: child.householdId, isRegistered }
    }
    if (!this.#household.isRegistered) return null
    const nhsNumber = this.#random.chance(this.#errors.noNhsNumber) ? undefined : this.#numbers.of(child)
    return { nhsNumber, practice: this.#practices.of(child), number: ++this.#registrations, sent: this.#sent }
  }
}
