import { receptionYear, schoolYear, toDay, toIsoDate } from './birthdays.ts'
import type { Registration, SyntheticChild } from './child.ts'
import type { District, Places, School, Stage } from './places.ts'
import type { Random } from './random.ts'

export const FIRST_SECONDARY_YEAR = 7
/** Days from a move to the first day at another school. */
const SETTLING_DAYS = 14

/** @param reception the calendar year in which the child started reception */
export function stageOn(date: string, reception: number): Stage {
  return schoolYear(date) - reception < FIRST_SECONDARY_YEAR ? 'primary' : 'secondary'
}

/** Which schools brothers and sisters go to who live in a district. */
export class Schooling {
  readonly #random: Random
  readonly #places: Places
  readonly #census: string

  /** @param census its day, `YYYY-MM-DD` */
  constructor(random: Random, places: Places, census: string) {
    this.#random = random
    this.#places = places
    this.#census = census
  }

  near(district: District): Record<Stage, School> {
    return {
      primary: this.#places.school(this.#random, district, 'primary'),
      secondary: this.#places.school(this.#random, district, 'secondary'),
    }
  }

  schoolOf({ dateOfBirth }: SyntheticChild, schools: Record<Stage, School>): string {
    return schools[this.#stageOf(dateOfBirth)].urn
  }

  /** The child's registrations at these schools instead of its own. */
  atSchools(child: SyntheticChild, schools: Record<Stage, School>, district: District): Registration[] {
    const schoolUrn = this.schoolOf(child, schools)
    const [first, second] = child.registrations
    return [{ ...first!, schoolUrn }, ...(second ? [this.#elsewhere(second, schoolUrn, child, district)] : [])]
  }

  /** When somebody who had been at another school began at this one, after a move. */
  entryAfter(moved: string): string {
    const day = toDay(moved) + 1 + this.#random.below(SETTLING_DAYS)
    return toIsoDate(Math.min(day, toDay(this.#census)))
  }

  #elsewhere(second: Registration, taken: string, { dateOfBirth }: SyntheticChild, district: District): Registration {
    for (;;) {
      const { urn } = this.#places.school(this.#random, district, this.#stageOf(dateOfBirth))
      if (urn !== taken) return { ...second, schoolUrn: urn }
    }
  }

  #stageOf(dateOfBirth: string): Stage {
    return stageOn(this.#census, receptionYear(dateOfBirth))
  }
}
