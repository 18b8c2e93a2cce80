import { FEWEST_HOLDERS } from '../compare/established-names.ts'
import type { Column } from '../fields/table.ts'

/** How common the values of a field are, as shares of the people who have one, 0 to 1. */
export interface Frequencies {
  /**
   * By canonical value. Only values with five people or more: a rarer one would tell whoever reads the model that a
   * certain person is in the data.
   */
  readonly listed: Readonly<Record<string, number>>
  /** Of a value that is not listed: the mean over those, weighted by their holders. */
  readonly other: number
}

/** A rare value may be one of many that are rarer still, but not more so than this: nobody has counted them. */
const RAREST = 1 / 16

/** Where rows are counted and not people, a value counts as held by five from so many rows on: nobody has five each. */
export const FEWEST_ROWS = 25

/**
 * What is not listed gets the frequency at which two people agree on such a value by chance, and not that of the sample:
 * one row in ten thousand may stand for a value that one in a million has.
 *
 * @param holders by value: rows, or people once it is known which rows are of one person
 * @param fewest so many holders a value needs to be listed
 */
export function frequencies(column: Column, holders: ArrayLike<number>, fewest = FEWEST_HOLDERS): Frequencies {
  const listed: Record<string, number> = {}
  let known = 0
  for (let value = 1; value < column.texts.length; value++) known += holders[value]!
  let others = 0
  let squares = 0
  let agreeing = 0
  for (let value = 1; value < column.texts.length; value++) {
    const count = holders[value]!
    if (count >= fewest) listed[column.texts.at(value)!] = count / known
    else {
      others += count
      squares += count * count
      agreeing += Math.max(0, count * (count - 1))
    }
  }
  if (others === 0) return { listed, other: 1 / Math.max(1, known) }
  const counted = squares / others / known
  const byChance = agreeing / Math.max(1, others - 1) / known
  return { listed, other: Math.max(counted * RAREST, Math.min(counted, byChance)) }
}

/** The frequencies when each row is taken for a person. @param fewest rows for a value to be listed */
export function rowFrequencies(column: Column, fewest?: number): Frequencies {
  return frequencies(column, column.counts, fewest)
}
