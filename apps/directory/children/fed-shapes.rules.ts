import { FED_SERVICE_TYPES, GENDERS, MOST_FED_SERVICES, type FedField } from '@contactpoint/contracts'
import type { JsonSchema } from '@contactpoint/mongo'
import { MOST_CARERS, MOST_FORMER_NAMES, MOST_IDENTIFIERS } from './fed-fields.rules.ts'

const text: JsonSchema = { bsonType: 'string' }
const orNull: JsonSchema = { bsonType: ['string', 'null'] }
const many = (items: JsonSchema, maxItems: number): JsonSchema => ({ bsonType: 'array', items, maxItems })
const thing = (properties: Record<string, JsonSchema>): JsonSchema => ({ bsonType: 'object', properties })
const day: JsonSchema = { ...text, pattern: '^\\d{4}-\\d\\d-\\d\\d$' }
const name = thing({ given: many(text, 10), family: text })

const service = thing({
  ...{ service: { enum: FED_SERVICE_TYPES }, organisation: text, personName: orNull, phone: orNull, email: orNull },
  ...{ startDate: orNull, leadProfessional: { bsonType: 'bool' } },
})

/** The shapes in which fields of a child are said: those in which a child has them, so that nothing else can be kept of what a source says (I6). */
export const FED_SHAPES: Readonly<Record<FedField, JsonSchema>> = {
  name,
  formerNames: many(name, MOST_FORMER_NAMES),
  dateOfBirth: day,
  dateOfDeath: day,
  gender: { enum: [...GENDERS] },
  address: thing({ lines: many(text, 5), postcode: text }),
  identifiers: many(thing({ scheme: text, value: text }), MOST_IDENTIFIERS),
  carers: many(thing({ name, relationship: text, phone: orNull }), MOST_CARERS),
  education: thing({ schoolUrn: text, startDate: orNull }),
  gpPracticeCode: text,
  services: many(service, MOST_FED_SERVICES),
}
