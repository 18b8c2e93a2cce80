import {
  FED_FIELDS,
  FED_SERVICE_TYPES,
  type FedField,
  type FedService,
  GENDERS,
  MOST_FED_SERVICES,
  SOURCES,
  type Gender,
  type Relationship,
  type Source,
} from '@contactpoint/contracts'
import { MOST_LINK_KEYS } from '@contactpoint/matching'
import { collection, type JsonSchema } from '@contactpoint/mongo'
import { Schema } from 'mongoose'
import { MOST_CARERS, MOST_FORMER_NAMES, MOST_IDENTIFIERS } from './fed-fields.rules.ts'

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
 * `sealed`: restricted, and known to its shield desk only. Only a `visible` child exists for anybody who asks.
 */
export const VISIBILITIES = ['hidden', 'visible', 'quarantined', 'sealed'] as const
export type Visibility = (typeof VISIBILITIES)[number]

/** A child in the directory. There is no field in it for free text about a child (S31, S34). */
export interface Child {
  childId: string
  /** Grows with every write: a write is made only on the version that was read. */
  version: number
  visibility: Visibility
  restricted: boolean
  /** Of the household of a restricted child: it shows no more than one, until officers have decided. */
  covered: boolean
  /** Version of the protection the restriction follows from; 0 before the first. */
  restriction: number
  /** A source holds it back, and its shield is asked for: until that is there, nobody sees the child. Absent of nearly every child. */
  awaitingShield?: Source
  name: Name
  formerNames: Name[]
  dateOfBirth: string
  /** Null of the living. */
  dateOfDeath: string | null
  gender: Gender
  address: { lines: string[]; postcode: string } | null
  identifiers: { scheme: 'upn' | 'nhs-number'; value: string }[]
  carers: { name: Name; relationship: Relationship; phone: string | null }[]
  education: { schoolUrn: string; startDate: string | null } | null
  gpPracticeCode: string | null
  /** What authorities' systems say of who works with it; beside it, people record others (`involvements`). */
  services: FedService[]
  /** DfE code of the responsible authority. */
  authority: string | null
  provenance: Partial<Record<FedField, Provenance>>
}

/** What a shield makes of a child, its own or another's. */
export type Marks = Pick<Child, 'restriction' | 'restricted' | 'covered' | 'visibility'>

/** As it is stored: with the keys by which linking and the near test find it, see `linkKeys` of the matching library. */
export type ChildDocument = Omit<Child, 'childId'> & { _id: string; linkKeys: string[] }

const nameSchema = new Schema<Name>(
  { given: { type: [String], required: true }, family: { type: String, required: true } },
  { _id: false },
)

const serviceSchema = new Schema<FedService>(
  {
    ...{ service: String, organisation: String, personName: String, phone: String, email: String, startDate: String },
    leadProfessional: Boolean,
  },
  { _id: false },
)

/** A child as it is stored. */
export const childSchema = new Schema<ChildDocument>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    visibility: { type: String, required: true },
    restricted: { type: Boolean, required: true },
    covered: { type: Boolean, required: true },
    restriction: { type: Number, required: true },
    awaitingShield: { type: String },
    name: { type: nameSchema, required: true },
    formerNames: { type: [nameSchema], required: true },
    dateOfBirth: { type: String, required: true },
    dateOfDeath: { type: String, default: null },
    gender: { type: String, required: true },
    address: { type: new Schema({ lines: [String], postcode: String }, { _id: false }), default: null },
    identifiers: { type: [new Schema({ scheme: String, value: String }, { _id: false })], required: true },
    carers: {
      type: [new Schema({ name: nameSchema, relationship: String, phone: String }, { _id: false })],
      required: true,
    },
    education: { type: new Schema({ schoolUrn: String, startDate: String }, { _id: false }), default: null },
    gpPracticeCode: { type: String, default: null },
    services: { type: [serviceSchema], required: true },
    authority: { type: String, default: null },
    provenance: { type: Schema.Types.Mixed, required: true },
    linkKeys: { type: [String], required: true },
  },
  { versionKey: false, strict: 'throw', minimize: false },
)
childSchema.index({ linkKeys: 1 })
childSchema.index({ dateOfBirth: 1 })

const text: JsonSchema = { bsonType: 'string' }
const provenance: JsonSchema = {
  bsonType: 'object',
  properties: { source: text, batchId: text, line: { bsonType: 'number' }, time: { bsonType: 'date' } },
}

/** `YYYY-MM-DD`. */
const DAY: JsonSchema = { pattern: '^\\d{4}-\\d\\d-\\d\\d$' }

/** No field takes free text about a child, and no list grows without end (I6). */
export const CHILD_SHAPE: Record<string, JsonSchema> = {
  _id: { pattern: '^[2-9B-DF-HJ-NP-TV-Z]{12}$' },
  version: { minimum: 1 },
  restriction: { minimum: 0 },
  visibility: { enum: [...VISIBILITIES] },
  awaitingShield: { enum: [...SOURCES] },
  'name.given': { maxItems: 10 },
  formerNames: { maxItems: MOST_FORMER_NAMES },
  'formerNames.items.given': { maxItems: 10 },
  'carers.items.name.given': { maxItems: 10 },
  dateOfBirth: DAY,
  dateOfDeath: DAY,
  gender: { enum: [...GENDERS] },
  'address.lines': { maxItems: 5 },
  identifiers: { maxItems: MOST_IDENTIFIERS },
  carers: { maxItems: MOST_CARERS },
  services: { maxItems: MOST_FED_SERVICES },
  'services.items.service': { enum: FED_SERVICE_TYPES },
  linkKeys: { maxItems: MOST_LINK_KEYS, items: { bsonType: 'string', maxLength: 2_000 } },
  provenance: { properties: Object.fromEntries(FED_FIELDS.map((field) => [field, provenance])) },
}

export const children = collection('children', childSchema, { refine: CHILD_SHAPE })
