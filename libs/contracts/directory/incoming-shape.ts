import { Ajv, type ValidateFunction } from 'ajv'
import { ValidateBy, buildMessage } from 'class-validator'
import { FED_SERVICE_TYPES, GENDERS, RELATIONSHIPS } from '../vocabulary.ts'
import { ENDING_FIELDS, type IncomingRecord } from './incoming-record.ts'

type Shape = Readonly<Record<string, unknown>>

const text: Shape = { type: 'string' }
const orNull = (shape: Shape): Shape => ({ ...shape, nullable: true })
const day: Shape = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' }
const word = (words: readonly string[]): Shape => ({ type: 'string', enum: [...words] })
const many = (items: Shape): Shape => ({ type: 'array', items })
/** With these fields and no others. */
const thing = (fields: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape => ({
  ...{ type: 'object', additionalProperties: false, required: Object.keys(fields) },
  properties: { ...fields, ...optional },
})

const name = thing({ given: many(text), family: text })
const identifier = thing({ scheme: word(['upn', 'nhs-number']), value: text })
const carer = thing({ name, relationship: word(RELATIONSHIPS), phone: orNull(text) })

const located = { recordId: { type: 'string', pattern: '^[A-Z0-9-]{1,40}$' }, version: text, asOf: day }
const identity = { name, formerFamilyNames: many(text), dateOfBirth: day, gender: word(GENDERS) }
const whereabouts = {
  address: orNull(thing({ lines: many(text), postcode: text })),
  identifiers: many(identifier),
  carers: many(carer),
  education: orNull(thing({ schoolUrn: text, startDate: orNull(day) })),
  gpPracticeCode: orNull(text),
}
const service = thing({
  ...{ service: word(FED_SERVICE_TYPES), organisation: text },
  ...{ personName: orNull(text), phone: orNull(text), email: orNull(text), startDate: orNull(day) },
  leadProfessional: { type: 'boolean' },
})
const maybe = { ended: many(word(ENDING_FIELDS)), protect: { type: 'boolean', const: true } }

/** The fields of each kind: what another kind has is refused in it. */
const KINDS: Readonly<Record<IncomingRecord['kind'], Record<string, Shape>>> = {
  present: { ...located, ...identity, ...whereabouts },
  born: { ...located, ...identity, ...whereabouts },
  died: { ...located, ...identity, ...whereabouts, dateOfDeath: day },
  moved: { ...located, ...whereabouts },
  involved: { ...located, ...identity, postcode: text, service },
}

const RECORD: Shape = {
  ...{ type: 'object', required: ['kind'], discriminator: { propertyName: 'kind' } },
  oneOf: Object.entries(KINDS).map(([kind, fields]) => thing({ kind: { const: kind }, ...fields }, maybe)),
}
const place: Shape = { type: 'integer', minimum: 1 }

let validate: ValidateFunction | undefined

/** Whether this is a list of rows as a feed's translator makes them: each of its kind, with nothing that its kind does not have. */
export function areAppliedRows(rows: unknown): boolean {
  validate ??= new Ajv({ discriminator: true }).compile(many(thing({ row: place, line: place, record: RECORD })))
  return validate(rows)
}

/** See `areAppliedRows`. What is wrong is not said: it could be of a child. */
export function AreAppliedRows(): PropertyDecorator {
  const defaultMessage = buildMessage(() => '$property must be rows of the kinds of incoming-record.ts')
  return ValidateBy({ name: 'areAppliedRows', validator: { validate: areAppliedRows, defaultMessage } })
}
