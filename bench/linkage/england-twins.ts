import type { SyntheticChild } from '../../libs/synthetic/child.ts'
import type { Random } from '../../libs/synthetic/random.ts'
import { misspelt } from '../../libs/synthetic/slips.ts'
import { variantOf } from './england-feeds.ts'

type Renaming = (random: Random, first: SyntheticChild, second: SyntheticChild) => void

/** Ways in which the names of twins are alike: a slip of one another, two forms of one name, one name with two behind it. */
const WAYS: readonly Renaming[] = [
  (random, first, second) => (second.givenName = misspelt(random, first.givenName) ?? second.givenName),
  (random, first, second) => (second.givenName = variantOf(random, first.givenName)),
  (_random, first, second) => {
    second.givenName = `Muhammad ${second.givenName}`
    first.givenName = `Muhammad ${first.givenName}`
  },
]

/** Gives so many of the pairs of twins, 0 to 1, names that are easily taken for one, and one sex. */
export function makeAlike(
  households: ReadonlyMap<string, readonly SyntheticChild[]>,
  random: Random,
  share: number,
): void {
  for (const children of households.values())
    for (const [first, second] of Map.groupBy(children, ({ dateOfBirth }) => dateOfBirth).values()) {
      if (!first || !second || !random.chance(share)) continue
      second.sex = first.sex
      const before = second.givenName
      random.pick(WAYS)(random, first, second)
      // Of a name without other forms; nobody's twins are called the same.
      if (second.givenName === first.givenName) second.givenName = before
    }
}
