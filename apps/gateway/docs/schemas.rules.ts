import { saidOfClass, saidOfField, type MessageClass, type Said } from '@contactpoint/contracts'
import { targetConstructorToSchema } from 'class-validator-jsonschema'
import { createRequire } from 'node:module'

/** A schema of JSON Schema 2020-12, as far as it is looked into here. */
export interface ObjectSchema extends Said {
  properties: Record<string, Said>
  required: string[]
}

type Options = NonNullable<Parameters<typeof targetConstructorToSchema>[1]>
type NestedTypes = NonNullable<Options['classTransformerMetadataStorage']>

const date = { type: 'string', format: 'date', maxLength: 10 } as const
const REF = '#/components/schemas/'

const OPTIONS: Options = {
  refPointerPrefix: REF,
  classTransformerMetadataStorage: nestedTypes(),
  additionalConverters: {
    isPastDate: date,
    isDay: date,
    isName: { type: 'string', minLength: 1, maxLength: 100 },
    isNameCriterion: { type: 'string', minLength: 1, maxLength: 101 },
    isEmailAddress: { type: 'string', minLength: 3, maxLength: 254 },
    isOfSensitiveService: {},
    isPhone: { type: 'string', minLength: 7, maxLength: 40 },
    hasSomethingToSearchBy: { type: 'string' },
    isPostcode: { type: 'string', minLength: 5, maxLength: 10 },
    isChildId: { type: 'string', pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
    equals: ({ constraints }) => ({ const: constraints[0] as boolean }),
    isDefined: {},
    // Letters of any script, \p{L}, is nothing that every reader of patterns knows: the words and the length say it.
    matches: ({ constraints }) => {
      const { source } = constraints[0] as RegExp
      return source.includes('\\p{') ? { type: 'string' } : { type: 'string', pattern: inAnyDialect(source) }
    },
  },
}

/** Collects the schemas of classes, and of those that stand in them, by name. */
export class Schemas {
  readonly all: Record<string, ObjectSchema> = {}

  /** A reference to the schema of a class. */
  ref(shape: MessageClass<unknown>): { $ref: string } {
    if (!this.all[shape.name]) {
      this.all[shape.name] = { properties: {}, required: [] }
      this.all[shape.name] = schemaOf(shape)
      for (const nested of nestedIn(shape)) this.ref(nested)
    }
    return { $ref: REF + shape.name }
  }

  /** A reference to the same without some fields; the fields that are left keep what is said of them. */
  refWithout(shape: MessageClass<unknown>, fields: readonly string[]): { $ref: string } {
    const { $ref } = this.ref(shape)
    const { properties, required, ...whole } = this.all[shape.name]!
    if (!fields.some((field) => field in properties)) return { $ref }
    delete this.all[shape.name]
    this.all[`${shape.name}Body`] = {
      ...whole,
      properties: Object.fromEntries(Object.entries(properties).filter(([field]) => !fields.includes(field))),
      required: required.filter((field) => !fields.includes(field)),
    }
    return { $ref: `${REF}${shape.name}Body` }
  }
}

/** The schema of one class: what its rules say, then its own words. */
export function schemaOf(shape: MessageClass<unknown>): ObjectSchema {
  const made = targetConstructorToSchema(shape, OPTIONS) as { properties?: Record<string, Said>; required?: string[] }
  const fields = Object.entries(made.properties ?? {})
  return {
    type: 'object',
    ...saidOfClass(shape),
    additionalProperties: false,
    properties: Object.fromEntries(fields.map(([name, rules]) => [name, field(rules, saidOfField(shape, name))])),
    required: made.required ?? [],
  }
}

function field(rules: Said, { nullable, ...words }: Said): Said {
  const said = bounded(merged(rules, words))
  if (!nullable) return said
  const values = said.enum as unknown[] | undefined
  if (!said.$ref) return { ...said, type: [said.type as string, 'null'], ...(values && { enum: [...values, null] }) }
  const { $ref, ...rest } = said
  return { ...rest, anyOf: [{ $ref }, { type: 'null' }] }
}

/** What is said of each item adds to its rules; an example in the plural is what JSON Schema knows. */
function merged(rules: Said, { example, items, ...words }: Said): Said {
  const both = { ...rules, ...words, ...(example !== undefined && { examples: [example] }) }
  const each = { ...(rules.items as Said | undefined), ...(items as Said | undefined) }
  return Object.keys(each).length > 0 ? { ...both, items: each } : both
}

/** Every whole number here counts something. */
function bounded(said: Said): Said {
  if (said.type !== 'integer') return said
  const maximum = (said.maximum as number | undefined) ?? Number.MAX_SAFE_INTEGER
  return { minimum: 0, ...said, maximum, format: maximum < 2 ** 31 ? 'int32' : 'int64' }
}

/** `\d` is more than ten digits to some readers. */
function inAnyDialect(source: string): string {
  return source.replaceAll('[\\d ]', '[0-9 ]').replaceAll('[+\\d]', '[+0-9]').replaceAll('\\d', '[0-9]')
}

function nestedIn(shape: MessageClass<unknown>): MessageClass<unknown>[] {
  const fields = Object.keys(targetConstructorToSchema(shape, OPTIONS).properties ?? {})
  return fields.flatMap((name) => {
    const found = nestedTypes().findTypeMetadata(shape, name)
    return found ? [found.typeFunction() as MessageClass<unknown>] : []
  })
}

/** Where class-transformer keeps which class a nested field has; the package does not export it. */
function nestedTypes(): NestedTypes {
  const require = createRequire(import.meta.url)
  return require('class-transformer/cjs/storage.js').defaultMetadataStorage as NestedTypes
}
