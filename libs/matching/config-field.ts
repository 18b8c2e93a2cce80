import { didYouMean, MatchConfigError, needText, noOtherKeys, objectOf } from './config-error.ts'
import { FIELD_TYPES, IDENTIFIER_SCHEMES, type FieldType, type IdentifierScheme } from './fields/field.ts'

/** Which cells of a row make the text of one field. */
export type ColumnSource =
  | {
      readonly kind: 'text'
      /** Joined by a space, empty cells left out. */
      readonly columns: readonly string[]
    }
  | {
      readonly kind: 'date'
      readonly column: string
      /** As `readDate` takes it: year, month and day once each, with what stands between them. */
      readonly format: string
    }
  | { readonly kind: 'date-parts'; readonly day: string; readonly month: string; readonly year: string }

export interface FieldConfig {
  readonly type: FieldType
  readonly name?: string
  readonly scheme?: IdentifierScheme
  readonly source: ColumnSource
}

const DEFAULT_FORMAT = 'YYYY-MM-DD'
const DATE_PARTS = /YYYY|YY|MM|M|DD|D/g
const KEYS = ['type', 'column', 'columns', 'format', 'scheme', 'name'] as const

/** @param place where it stands in the config, for the message @throws MatchConfigError */
export function readField(json: unknown, place: string): FieldConfig {
  const field = objectOf(json, place, '{ "type": "family-name", "column": "surname" }')
  const type = readType(field, place)
  const at = `${place} (${type})`
  noOtherKeys(field, at, KEYS)
  if (type !== 'date-of-birth' && 'format' in field)
    throw new MatchConfigError(`"format" in ${at} is for dates of birth only: leave it out.`)
  if (type !== 'identifier' && 'scheme' in field)
    throw new MatchConfigError(`"scheme" in ${at} is for identifiers only: leave it out.`)
  const scheme = type === 'identifier' ? readScheme(field, at) : undefined
  const name = 'name' in field ? needText(field, 'name', at) : undefined
  return { type, source: readSource(field, type, at), ...(name && { name }), ...(scheme && { scheme }) }
}

/** The columns that are read. */
export function columnsOf(source: ColumnSource): readonly string[] {
  if (source.kind === 'text') return source.columns
  return source.kind === 'date' ? [source.column] : [source.day, source.month, source.year]
}

/** What a field is called that shares its type with another and was given no name. */
export function defaultName(type: FieldType, source: ColumnSource): string {
  return `${type} ${columnsOf(source).join(' ')}`
}

function readType(field: Record<string, unknown>, place: string): FieldType {
  const type = needText(field, 'type', place)
  if (FIELD_TYPES.includes(type as FieldType)) return type as FieldType
  throw new MatchConfigError(
    `There is no type "${type}" (${place}).${didYouMean(type, FIELD_TYPES)} There are: ${FIELD_TYPES.join(', ')}.`,
  )
}

function readScheme(field: Record<string, unknown>, place: string): IdentifierScheme {
  if (!('scheme' in field)) return 'other'
  const scheme = needText(field, 'scheme', place)
  if (IDENTIFIER_SCHEMES.includes(scheme as IdentifierScheme)) return scheme as IdentifierScheme
  throw new MatchConfigError(
    `There is no scheme "${scheme}" in ${place}.${didYouMean(scheme, IDENTIFIER_SCHEMES)} There are: ${IDENTIFIER_SCHEMES.join(', ')}.`,
  )
}

function readSource(field: Record<string, unknown>, type: FieldType, place: string): ColumnSource {
  const { column, columns } = field
  if ((column === undefined) === (columns === undefined))
    throw new MatchConfigError(`${place} needs either "column" or "columns": the name of the column it is read from.`)
  if (column !== undefined) {
    const name = needText(field, 'column', place)
    return type === 'date-of-birth'
      ? { kind: 'date', column: name, format: readFormat(field, place) }
      : { kind: 'text', columns: [name] }
  }
  if (type === 'date-of-birth') return readDateParts(field, place)
  const isList = Array.isArray(columns) && columns.length > 0
  if (!isList || !columns.every((one) => typeof one === 'string' && one.trim() !== ''))
    throw new MatchConfigError(`"columns" in ${place} must be a list of column names, which are joined by a space.`)
  return { kind: 'text', columns: columns.map((one: string) => one.trim()) }
}

function readDateParts(field: Record<string, unknown>, place: string): ColumnSource {
  if ('format' in field) throw new MatchConfigError(`"format" in ${place} goes with one "column": leave it out.`)
  const example = '{ "day": "d", "month": "m", "year": "y" }'
  const parts = objectOf(field['columns'], `"columns" in ${place}`, example)
  noOtherKeys(parts, `"columns" in ${place}`, ['day', 'month', 'year'])
  const of = (part: string): string => needText(parts, part, `"columns" in ${place}`)
  return { kind: 'date-parts', day: of('day'), month: of('month'), year: of('year') }
}

function readFormat(field: Record<string, unknown>, place: string): string {
  if (!('format' in field)) return DEFAULT_FORMAT
  const format = needText(field, 'format', place)
  const parts = (format.match(DATE_PARTS) ?? []).map((part) => part[0])
  const separators = format.replaceAll(DATE_PARTS, '')
  if (parts.toSorted().join('') === 'DMY' && !/[\p{L}\d]/u.test(separators)) return format
  throw new MatchConfigError(
    `"format" in ${place} must have YYYY (or YY), MM (or M) and DD (or D) once each, as in YYYY-MM-DD, DD/MM/YYYY or YYYYMMDD.`,
  )
}
