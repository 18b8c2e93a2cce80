import { comparatorOf } from '../fields/comparators.ts'
import type { Field, FieldType } from '../fields/field.ts'
import { GrowingUint32 } from '../fields/growing.ts'
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

/**
 * Beyond so many rows there is one key a column: more would bring more pairs than anybody can compare. The settings are
 * others too.
 */
export const MANY_ROWS = 200_000

/** Keys with fewer different values sort nobody; where few rows have one, fewer than one for so many of these. */
const FEWEST_KEYS = 50

/** The key of a column that finds the most where only one can be used; of other columns it is `exact`. */
const MAIN_KEY: Partial<Record<FieldType, string>> = {
  'given-name': 'sound',
  'family-name': 'sound',
  'full-name': 'first-last',
}

/**
 * The blocking keys that sort the rows of the table, worked out once a distinct value. Where none does, since nearly all
 * rows are alike, the main key of each column: their blocks are too large, but not left out.
 */
export function sortingKeys(table: Table): KeyColumn[] {
  const sorting = keyColumns(table, table.rows > MANY_ROWS).filter(
    ({ keys, column }) => keys > Math.min(FEWEST_KEYS, rowsKnown(table.columns[column]!) / FEWEST_KEYS),
  )
  return sorting.length > 0 ? sorting : keyColumns(table, true)
}

/** The names of all keys that rules over these fields can use: `family-name sound`. */
export function blockingKeyNames(fields: readonly Field[]): string[] {
  return fields.flatMap((field) => comparatorOf(field).blockingKeys.map(({ name }) => `${field.name} ${name}`))
}

/**
 * The keys of declared rules, rule by rule; a key is `column key`, as reports name it.
 *
 * @throws RangeError when there is no such key, with the keys that there are
 */
export function declaredRules(table: Table, rules: readonly (readonly string[])[]): KeyColumn[][] {
  const wanted = new Set(rules.flat())
  const known = blockingKeyNames(table.columns.map(({ field }) => field))
  const unknown = [...wanted].find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new RangeError(`There is no blocking key "${unknown}". There are: ${known.join(', ')}.`)
  const keys = keyColumns(table, false, wanted)
  return rules.map((rule) => rule.map((name) => keys.find((key) => key.name === name)!))
}

function keyColumns(table: Table, isMainOnly: boolean, wanted?: ReadonlySet<string>): KeyColumn[] {
  return table.columns.flatMap((column, index) => {
    const keys = comparatorOf(column.field).blockingKeys
    const main = MAIN_KEY[column.field.type] ?? 'exact'
    const used = keys.filter(({ name }) =>
      wanted ? wanted.has(`${column.field.name} ${name}`) : !isMainOnly || name === main,
    )
    return used.map((key) => keyColumn(column, index, `${column.field.name} ${key.name}`, (value) => key.of(value)))
  })
}

function rowsKnown({ counts }: Column): number {
  return counts.reduce((sum, count) => sum + count, 0)
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
  const list = new GrowingUint32()
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
    list: list.view(),
    ids: column.ids,
  }
}
