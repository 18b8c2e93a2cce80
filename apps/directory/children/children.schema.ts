import type { Gender, Relationship, Source } from '@contactpoint/contracts'
import { Schema } from 'mongoose'
import { FED_FIELDS, type FedField } from './fed-fields.rules.ts'

/** Where a field's value came from (S14). */
export interface Provenance {
  source: Source
  batchId: string
  /** Line of the row in the file. */
  line: number
  time: Date
}

export interface Name {
  given: string[]
  family: string
}

/**
 * `hidden`: written, not yet checked against restricted children. `quarantined`: near one of them, until a person decides.
 * Only a `visible` child exists for anybody who asks.
 */
export type Visibility = 'hidden' | 'visible' | 'quarantined'

/** A child in the directory. There is no field in it for free text about a child (S31, S34). */
export interface Child {
  childId: string
  /** Grows with every write: a write is made only on the version that was read. */
  version: number
  visibility: Visibility
  restricted: boolean
  /** Version of the protection the restriction follows from; 0 before the first. */
  restriction: number
  name: Name
  formerNames: Name[]
  dateOfBirth: string
  gender: Gender
  address: { lines: string[]; postcode: string } | null
  identifiers: { scheme: 'upn' | 'nhs-number'; value: string }[]
  carers: { name: Name; relationship: Relationship; phone: string | null }[]
  education: { schoolUrn: string; startDate: string | null } | null
  gpPracticeCode: string | null
  /** DfE code of the responsible authority. */
  authority: string | null
  provenance: Partial<Record<FedField, Provenance>>
}

export type ChildDocument = Omit<Child, 'childId'> & { _id: string }

const nameSchema = new Schema<Name>(
  { given: { type: [String], required: true }, family: { type: String, required: true } },
  { _id: false },
)

export const childSchema = new Schema<ChildDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    visibility: { type: String, required: true },
    restricted: { type: Boolean, required: true },
    restriction: { type: Number, required: true },
    name: { type: nameSchema, required: true },
    formerNames: { type: [nameSchema], required: true },
    dateOfBirth: { type: String, required: true },
    gender: { type: String, required: true },
    address: { type: new Schema({ lines: [String], postcode: String }, { _id: false }), default: null },
    identifiers: { type: [new Schema({ scheme: String, value: String }, { _id: false })], required: true },
    carers: {
      type: [new Schema({ name: nameSchema, relationship: String, phone: String }, { _id: false })],
      required: true,
    },
    education: { type: new Schema({ schoolUrn: String, startDate: String }, { _id: false }), default: null },
    gpPracticeCode: { type: String, default: null },
    authority: { type: String, default: null },
    provenance: { type: Schema.Types.Mixed, required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)

const text = { bsonType: 'string', maxLength: 200 }
const maybe = (schema: object): object => ({ anyOf: [{ bsonType: 'null' }, schema] })
const name = {
  bsonType: 'object',
  required: ['given', 'family'],
  additionalProperties: false,
  properties: { given: { bsonType: 'array', maxItems: 10, items: text }, family: text },
}
const object = (properties: object): object => ({ bsonType: 'object', additionalProperties: false, properties })
const provenance = object({ source: text, batchId: text, line: { bsonType: 'number' }, time: { bsonType: 'date' } })

/** Checked by MongoDB itself: a field that is not listed here cannot be stored, whatever the code does (I6). */
export const childJsonSchema = {
  bsonType: 'object',
  additionalProperties: false,
  required: ['_id', 'version', 'visibility', 'restricted', 'restriction', 'name', 'dateOfBirth', 'gender'],
  properties: {
    _id: { bsonType: 'string', pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
    version: { bsonType: 'number', minimum: 1 },
    visibility: { enum: ['hidden', 'visible', 'quarantined'] },
    restricted: { bsonType: 'bool' },
    restriction: { bsonType: 'number', minimum: 0 },
    name,
    formerNames: { bsonType: 'array', maxItems: 50, items: name },
    dateOfBirth: { bsonType: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
    gender: { enum: ['female', 'male', 'unspecified'] },
    address: maybe(object({ lines: { bsonType: 'array', maxItems: 5, items: text }, postcode: text })),
    identifiers: { bsonType: 'array', maxItems: 20, items: object({ scheme: text, value: text }) },
    carers: { bsonType: 'array', maxItems: 20, items: object({ name, relationship: text, phone: maybe(text) }) },
    education: maybe(object({ schoolUrn: text, startDate: maybe(text) })),
    gpPracticeCode: maybe(text),
    authority: maybe(text),
    provenance: object(Object.fromEntries(FED_FIELDS.map((field) => [field, provenance]))),
  },
}
