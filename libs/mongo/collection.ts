import { InjectModel } from '@nestjs/mongoose'
import type { Connection, Model, Schema } from 'mongoose'
import { jsonSchemaOf, type DeclaredSchema, type JsonSchema } from './json-schema.ts'

interface CollectionRules {
  /** May only ever be found and inserted into by the service's own user. */
  appendOnly?: boolean
  /** With `appendOnly`: its documents may also be removed, for what must be destroyed one day; never changed. */
  removable?: boolean
}

/** A collection of a service, declared once: provisioning makes it so, and its repository gets it injected. */
export interface Collection extends CollectionRules {
  /** `snake_case`, plural. */
  readonly name: string
  readonly schema: Schema
  /** Checked by the server itself on every write: a field that is not declared cannot be stored, whatever the code does. */
  readonly jsonSchema: JsonSchema
}

/**
 * Declares a collection.
 *
 * @param rules with `refine`: what the schema cannot say, by dotted path (`items`: the elements of a list), laid over what is
 *   derived from it; needed for a field of a mixed type
 * @throws Error for a name that is not snake_case, or a field that nothing says the shape of: a programming error
 */
export function collection(
  name: string,
  schema: DeclaredSchema,
  { refine = {}, ...rules }: CollectionRules & { refine?: Record<string, JsonSchema> } = {},
): Collection {
  if (!/^[a-z]+(_[a-z]+)*$/.test(name)) throw new Error(`${name} is no name for a collection`)
  return { name, schema: schema as unknown as Schema, jsonSchema: jsonSchemaOf(name, schema, refine), ...rules }
}

/** The collection itself, as a mongoose model. Only in the repository of the folder that declares it. */
export function InjectCollection({ name }: Collection): ParameterDecorator {
  return InjectModel(name)
}

/** The same without Nest, for what runs once: provisioning and tests. */
export function modelOf<Document>(connection: Connection, { name, schema }: Collection): Model<Document> {
  return connection.model(name, schema, name) as unknown as Model<Document>
}
