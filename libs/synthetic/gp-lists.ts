import type { SyntheticChild } from './children.ts'
import type { GpRegistration } from './gp-links-edifact.ts'
import { MOST_NHS_NUMBERS, NhsNumbers } from './nhs-number.ts'
import { Practices } from './practices.ts'
import { hashText, Random } from './random.ts'

/**
 * How often the lists of practices differ from the truth, and why. The shares are estimates, none of them measured. What stands in a
 * registration is in capitals without accents, as the messages are.
 */
export const GP_DIFFERENCES = {
  /** Families: on no practice's list. */
  notRegistered: 0.02,
  /** Children: the practice did not know the number when it took them on. */
  noNhsNumber: 0.01,
} as const

/** Registrations of children who come one after another, siblings in a row. With its own chance: what other feeds say stays as it was. */
export class GpLists {
  readonly #random: Random
  readonly #practices = new Practices()
  readonly #sent: string
  readonly #numbers: NhsNumbers
  #household = { id: '', isRegistered: true }
  #registrations = 0

  /** @param sent when all are sent, `YYYY-MM-DD` */
  constructor(seed: number, sent: string) {
    this.#random = new Random(hashText(`gp-links ${seed}`))
    this.#sent = sent
    this.#random.below(MOST_NHS_NUMBERS) // drawn for the numbers, which are the same for every feed
    this.#numbers = new NhsNumbers(seed)
  }

  /** Null when the child is on nobody's list. */
  registrationOf(child: SyntheticChild): GpRegistration | null {
    if (this.#household.id !== child.householdId) {
      const isRegistered = !this.#random.chance(GP_DIFFERENCES.notRegistered)
      this.#household = { id: child.householdId, isRegistered }
    }
    if (!this.#household.isRegistered) return null
    const nhsNumber = this.#random.chance(GP_DIFFERENCES.noNhsNumber) ? undefined : this.#numbers.of(child)
    return { nhsNumber, practice: this.#practices.of(child), number: ++this.#registrations, sent: this.#sent }
  }
}
