import { defaultName, columnsOf, readField, type ColumnSource } from './config-field.ts'
import { MatchConfigError, needText, noOtherKeys, objectOf } from './config-error.ts'
import type { Field } from './fields/field.ts'

export { MatchConfigError } from './config-error.ts'
export { columnsOf, type ColumnSource } from './config-field.ts'

/** Where the cells of one list are. */
export interface ListColumns {
  /** The column with the record's own id. */
  readonly id: string
  /** One a field, in the order of the fields. */
  readonly sources: readonly ColumnSource[]
}

/** Which columns hold what. Nothing about truth, and nothing that tunes the matcher. */
export interface MatchConfig {
  readonly fields: readonly Field[]
  readonly left: ListColumns
  /** The same as `left` where the second list does not differ. */
  readonly right: ListColumns
}

const EXAMPLE = '{ "id": "id", "fields": [ { "type": "family-name", "column": "surname" }, … ] }'
const MOST_FIELDS = 30

/**
 * Reads a matcher's config, as parsed from JSON.
 *
 * @throws MatchConfigError with one sentence for the person who wrote it: where it is wrong and what may stand there
 */
export function readMatchConfig(json: unknown): MatchConfig {
  const config = objectOf(json, 'The config', EXAMPLE)
  noOtherKeys(config, 'the config', ['id', 'fields', 'right'])
  const id = needText(config, 'id', 'the config')
  const left = readList(config['fields'], 'fields')
  const names = new Set<string>()
  for (const [index, { name }] of left.fields.entries()) {
    if (names.has(name))
      throw new MatchConfigError(`Two fields are called "${name}": give fields[${index}] another "name".`)
    names.add(name)
  }
  const columns = { id, sources: left.sources }
  return { fields: left.fields, left: columns, right: readRight(config['right'], left.fields, columns) }
}

interface List {
  readonly fields: readonly Field[]
  readonly sources: readonly ColumnSource[]
}

function readList(json: unknown, place: string): List {
  if (!Array.isArray(json) || json.length === 0)
    throw new MatchConfigError(`"${place}" must be a list of at least one field, as in ${EXAMPLE}.`)
  if (json.length > MOST_FIELDS) throw new MatchConfigError(`"${place}" has more than ${MOST_FIELDS} fields.`)
  const read = json.map((one: unknown, index) => readField(one, `${place}[${index}]`))
  const sources = read.map(({ source }) => source)
  assertNoneTwice(read, place)
  const fields = read.map(({ type, name, scheme }, index): Field => {
    const alone = read.filter((other) => other.type === type).length === 1
    return { type, name: name ?? (alone ? type : defaultName(type, sources[index]!)), ...(scheme && { scheme }) }
  })
  return { fields, sources }
}

/** The same cells twice would count the same evidence twice. */
function assertNoneTwice(read: readonly { type: string; source: ColumnSource }[], place: string): void {
  const known = new Map<string, number>()
  for (const [index, { source }] of read.entries()) {
    const key = JSON.stringify(columnsOf(source))
    const first = known.get(key)
    if (first !== undefined)
      throw new MatchConfigError(
        `${place}[${first}] and ${place}[${index}] read the same column (${columnsOf(source).join(', ')}): leave one out.`,
      )
    known.set(key, index)
  }
}

function readRight(json: unknown, fields: readonly Field[], left: ListColumns): ListColumns {
  if (json === undefined) return left
  const right = objectOf(json, '"right"', '{ "id": "key", "fields": [ … ] }')
  noOtherKeys(right, '"right"', ['id', 'fields'])
  const id = 'id' in right ? needText(right, 'id', '"right"') : left.id
  if (!('fields' in right)) return { id, sources: left.sources }
  const list = readList(right['fields'], 'right.fields')
  if (list.fields.length !== fields.length)
    throw new MatchConfigError(
      `"right.fields" has ${list.fields.length} fields and "fields" has ${fields.length}: they must be the same, in the same order.`,
    )
  for (const [index, field] of fields.entries()) {
    const other = list.fields[index]!
    if (other.type === field.type && other.scheme === field.scheme) continue
    throw new MatchConfigError(
      `right.fields[${index}] is of type "${describe(other)}" and fields[${index}] of type "${describe(field)}": they must be the same.`,
    )
  }
  return { id, sources: list.sources }
}

function describe({ type, scheme }: Field): string {
  return scheme ? `${type} ${scheme}` : type
}
