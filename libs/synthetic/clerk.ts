import type { SyntheticChild } from './child.ts'
import type { ErrorRates } from './errors-of-registers.ts'
import type { GeneratedSource } from './generated-source.ts'
import { hashText, Random } from './random.ts'
import { dayAndMonth, misspelt, shortForm } from './slips.ts'

type Slip = (child: SyntheticChild, random: Random) => Partial<SyntheticChild>

/** Slips in the order in which they happen: the first three to a name as it is, so that none is both misspelt and short. */
const SLIPS = {
  misspeltFamilyName: ({ familyName }, random) => ({ familyName: misspelt(random, familyName) ?? familyName }),
  misspeltGivenName: ({ givenName }, random) => ({ givenName: misspelt(random, givenName) ?? givenName }),
  shortForm: ({ givenName }, random) => ({ givenName: shortForm(random, givenName) ?? givenName }),
  namesExchanged: ({ givenName, familyName }) => ({ givenName: familyName, familyName: givenName }),
  dayAndMonth: ({ dateOfBirth }) => ({ dateOfBirth: dayAndMonth(dateOfBirth) ?? dateOfBirth }),
  firstOfJanuary: ({ dateOfBirth }) => ({ dateOfBirth: `${dateOfBirth.slice(0, 4)}-01-01` }),
  wrongSex: ({ sex }) => ({ sex: sex && (sex === 'F' ? 'M' : 'F') }),
} satisfies Record<string, Slip>
export type SlipName = keyof typeof SLIPS
export const SLIP_NAMES = Object.keys(SLIPS) as SlipName[]

/** Writes children down as a source has them, with its slips. With a chance of its own: who is in the source stays as it was. */
export class Clerk {
  readonly #random: Random
  readonly #slips: { slip: Slip; rate: number }[]

  constructor(source: GeneratedSource, seed: number, errors: ErrorRates) {
    this.#random = new Random(hashText(`slips ${source} ${seed}`))
    const rates: Partial<Record<string, number>> = errors[source]
    this.#slips = Object.entries(SLIPS).flatMap(([name, slip]) =>
      rates[name] === undefined ? [] : [{ slip, rate: rates[name] }],
    )
  }

  written(child: SyntheticChild): SyntheticChild {
    let written = child
    for (const { slip, rate } of this.#slips)
      if (this.#random.chance(rate)) written = { ...written, ...slip(written, this.#random) }
    return written
  }
}
