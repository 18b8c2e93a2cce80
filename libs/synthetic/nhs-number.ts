import type { SyntheticChild } from './child.ts'
import { hashText, Random } from './random.ts'
import { SHARES } from './shares-of-england.ts'

const TEST_RANGE = '999'
/** Of ten numbers in a row at most one has no check digit. */
const USED_OF_TEN = 9
/** The last ten have 9999999999 among them, which is a placeholder. */
const TENS = 99_999
export const MOST_NHS_NUMBERS = TENS * USED_OF_TEN

/**
 * An NHS number of the range that is given to nobody (999), of its own for each index: nine digits and the check digit, 11 minus the
 * sum of the digits times 10 to 2, modulo 11.
 *
 * @param index from 0
 * @returns undefined from {@link MOST_NHS_NUMBERS} on
 *
 * Source: NHS Data Dictionary, NHS NUMBER; NHS Digital, test numbers.
 */
export function nhsNumberOf(index: number): string | undefined {
  if (index >= MOST_NHS_NUMBERS) return undefined
  const ten = Math.floor(index / USED_OF_TEN)
  const serials = Array.from({ length: 10 }, (_, last) => `${TEST_RANGE}${String(ten).padStart(5, '0')}${last}`)
  return serials.flatMap(withCheckDigit)[index % USED_OF_TEN]
}

function withCheckDigit(digits: string): string | [] {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (10 - place), 0)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? [] : `${digits}${check}`
}

/** Numbers kept for them: half as many again as are likely. */
function mostNewborns(children: number): number {
  return 50 + Math.ceil((children * SHARES.newborns * 3) / 2)
}

/** Each child's own number, whichever feed speaks of it. */
export class NhsNumbers {
  readonly #first: number

  constructor(seed: number) {
    this.#first = new Random(hashText(`gp-links ${seed}`)).below(MOST_NHS_NUMBERS)
  }

  /** Undefined of more than some 900,000: the test range has no more. */
  of({ personId }: Pick<SyntheticChild, 'personId'>): string | undefined {
    const index = Number(personId.slice(1)) - 1
    return index < MOST_NHS_NUMBERS ? this.#at(index) : undefined
  }

  /**
   * That of a child who is not at school yet: the next after those of all who are.
   *
   * @param index from 0
   * @returns undefined where the test range has no more
   */
  ofNewborn(index: number, children: number): string | undefined {
    const isLeft = index < mostNewborns(children) && index + children < MOST_NHS_NUMBERS
    return isLeft ? this.#at(index + children) : undefined
  }

  /**
   * A number that is nobody's own.
   *
   * @param index from 0
   * @param children how many there are, whose own numbers come first
   * @returns undefined where the test range has no more
   */
  spare(index: number, children: number): string | undefined {
    return index < MOST_NHS_NUMBERS - children - mostNewborns(children)
      ? this.#at(MOST_NHS_NUMBERS - 1 - index)
      : undefined
  }

  #at(index: number): string | undefined {
    return nhsNumberOf((index + this.#first) % MOST_NHS_NUMBERS)
  }
}
