import { comparatorOf } from '../fields/comparators.ts'
import type { FieldType } from '../fields/field.ts'
import { valueOf, type Column, type Table } from '../fields/table.ts'

/** One blocking key over all rows: which blocks a row is in. */
export interface KeyColumn {
  /** `family-name sound`: field and key, as shown in reports. */
  readonly name: string
  /** The column the key is made from: two keys of one column narrow nothing. */
  readonly column: number
  /** How many different keys there are; keys are numbers from 0. */
  readonly keys: number
  /** A key's number by its text. */
  readonly numbers: ReadonlyMap<string, number>
  /** The keys of value `v` are `list[offsets[v]] … list[offsets[v + 1] - 1]`; a missing value has none. */
  readonly offsets: Uint32Array
  readonly list: Uint32Array
  /** The value of each row. */
  readonly ids: Uint32Array
  /** The keys of any value of the column, as texts. */
  of(column: Column, value: number): readonly string[]
}

/** Beyond so many rows there is one key a column: more would bring more pairs than anybody can compare. */
const MANY_ROWS = 200_000

/** Keys with fewer different values sort nobody; in a short list, fewer than one for so many rows. */
const FEWEST_KEYS = 50

/** The key of a column that finds the most where only one can be used; of other columns it is `exact`. */
const MAIN_KEY: Partial<Record<FieldType, string>> = {
  'given-name': 'sound',
  'family-name': 'sound',
  'full-name': 'first-last',
}

/** The blocking keys that sort the rows of the table, worked out once a distinct value. */
export function sortingKeys(table: Table): KeyColumn[] {
  return table.columns
    .flatMap((column, index) => {
      const keys = comparatorOf(column.field).blockingKeys
      const main = MAIN_KEY[column.field.type] ?? 'exact'
      const used = table.rows > MANY_ROWS ? keys.filter(({ name }) => name === main) : keys
      return used.map((key) => keyColumn(column, index, `${column.field.name} ${key.name}`, (value) => key.of(value)))
    })
    .filter(({ keys }) => keys > Math.min(FEWEST_KEYS, table.rows / FEWEST_KEYS))
}

function keyColumn(
  column: Column,
  index: number,
  name: string,
  keysOf: (value: unknown) => readonly string[],
): KeyColumn {
  const of = (any: Column, value: number): readonly string[] => keysOf(valueOf(any, value))
  const numbers = new Map<string, number>()
  const offsets = new Uint32Array(column.texts.length + 1)
  const list: number[] = []
  for (let value = 1; value < column.texts.length; value++) {
    offsets[value] = list.length
    for (const key of new Set(keysOf(valueOf(column, value)))) {
      let number = numbers.get(key)
      if (number === undefined) numbers.set(key, (number = numbers.size))
      list.push(number)
    }
  }
  offsets[column.texts.length] = list.length
  return {
    name,
    column: index,
    keys: numbers.size,
    numbers,
    of,
    offsets,
    list: Uint32Array.from(list),
    ids: column.ids,
  }
}
