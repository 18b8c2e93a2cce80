import { FEWEST_HOLDERS } from '../compare/established-names.ts'
import type { Column } from '../fields/table.ts'

/** How common the values of a field are, as shares of the people, 0 to 1. */
export interface Frequencies {
  /**
   * By canonical value. Only values with five holders or more: a rarer one would tell whoever reads the model that a
   * certain person is in the data.
   */
  readonly listed: Readonly<Record<string, number>>
  /** Of a value that is not listed: the mean over those, weighted by their holders. */
  readonly other: number
}

/**
 * @param holders by value: rows, or people once it is known which rows are of one person
 * @param total of the holders of all values, missing ones included
 */
export function frequencies(column: Column, holders: ArrayLike<number>, total: number): Frequencies {
  const listed: Record<string, number> = {}
  let others = 0
  let squares = 0
  for (let value = 1; value < column.texts.length; value++) {
    const count = holders[value]!
    if (count >= FEWEST_HOLDERS) listed[column.texts[value]!] = count / total
    else {
      others += count
      squares += count * count
    }
  }
  return { listed, other: (others > 0 ? squares / others : 1) / Math.max(1, total) }
}

/** The frequencies when each row is taken for a person. */
export function rowFrequencies(column: Column): Frequencies {
  return frequencies(column, column.counts, column.ids.length)
}
