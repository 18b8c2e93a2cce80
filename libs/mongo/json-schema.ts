import type { Schema } from 'mongoose'

/** A schema of whichever document: comparing two of mongoose's types costs the type check minutes. */
export type DeclaredSchema = Pick<Schema, 'toJSONSchema'>

/** What MongoDB takes as `$jsonSchema`, as far as we use it. */
export interface JsonSchema {
  bsonType?: string | string[]
  enum?: unknown[]
  pattern?: string
  minimum?: number
  maxLength?: number
  maxItems?: number
  required?: string[]
  /** False: nothing that is not named; a shape: of all that is not named. */
  additionalProperties?: boolean | JsonSchema
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
}

/** A text of a document is a name, a code or an id: nothing longer can be stored, so no narrative can (S31, S34). */
const LONGEST_TEXT = 200

/**
 * The validator of a collection, derived from its mongoose schema: closed at every level, texts bounded.
 *
 * @param refine what the schema cannot say, by dotted path (`items` stands for the elements of a list)
 * @throws Error that names a field whose shape nothing says
 */
export function jsonSchemaOf(name: string, schema: DeclaredSchema, refine: Record<string, JsonSchema>): JsonSchema {
  const derived = schema.toJSONSchema({ useBsonType: true }) as JsonSchema
  const left = new Set(Object.keys(refine))
  const closed = close(derived, '', { name, refine, left })
  if (left.size > 0) throw new Error(`${name} has no ${[...left].join(', ')}`)
  return closed
}

interface Closing {
  name: string
  refine: Record<string, JsonSchema>
  left: Set<string>
}

function close(schema: JsonSchema, path: string, closing: Closing): JsonSchema {
  closing.left.delete(path)
  const own = { ...schema, ...closing.refine[path] }
  const at = (child: string): string => (path ? `${path}.${child}` : child)
  if (own.properties)
    return {
      ...own,
      bsonType: own.bsonType ?? 'object',
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(own.properties).map(([field, inner]) => [field, close(inner, at(field), closing)]),
      ),
    }
  if (own.items) return { ...own, items: close(own.items, at('items'), closing) }
  if (own.enum) return own
  if (!own.bsonType) throw new Error(`Nothing says what ${closing.name}.${path} is`)
  return [own.bsonType].flat().includes('string') ? { maxLength: LONGEST_TEXT, ...own } : own
}
