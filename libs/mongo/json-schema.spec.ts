import { describe, expect, it } from '@jest/globals'
import { Schema } from 'mongoose'
import { collection } from './collection.ts'
import type { JsonSchema } from './json-schema.ts'

const strict = { versionKey: false, _id: false } as const
const inner = new Schema({ lines: { type: [String], required: true } }, strict)
const whole = new Schema(
  {
    _id: { type: String, required: true },
    state: { type: String, enum: ['on', 'off'], required: true },
    last: { type: String, enum: ['on', 'off'], default: null },
    inner: { type: inner, default: null },
    many: { type: [inner], required: true },
    bytes: { type: Buffer, required: true },
  },
  strict,
)

/** Every schema below this one, itself included. */
function all(schema: JsonSchema): JsonSchema[] {
  return [schema, ...[...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])].flatMap(all)]
}

describe('the validator of a collection', () => {
  const { jsonSchema } = collection('things', whole)

  it('is closed at every level, so that no field can be stored that was not declared (I6)', () => {
    const objects = all(jsonSchema).filter(({ properties }) => properties)
    expect(objects).toHaveLength(3)
    for (const { additionalProperties } of objects) expect(additionalProperties).toBe(false)
  })

  it('bounds every text, so that no narrative can be stored (S34)', () => {
    for (const { bsonType, enum: words, maxLength } of all(jsonSchema))
      if ([bsonType].flat().includes('string') && !words) expect(maxLength).toBe(200)
  })

  it('takes null only where the schema does not require a value', () => {
    const { state, last } = jsonSchema.properties!
    expect(state!.enum).toEqual(['on', 'off'])
    expect(new Set(last!.enum)).toEqual(new Set(['on', 'off', null]))
    expect(last!.enum).toHaveLength(3)
  })

  it('lays over what the schema cannot say', () => {
    const refined = collection('things', whole, {
      refine: { _id: { pattern: '^x' }, 'many.items.lines': { maxItems: 5 } },
    })
    expect(refined.jsonSchema.properties!._id).toMatchObject({ bsonType: 'string', pattern: '^x' })
    expect(refined.jsonSchema.properties!.many!.items!.properties!.lines).toMatchObject({ maxItems: 5 })
  })

  it('is refused for a field whose shape nothing says, and for a refinement of a field that is not there', () => {
    const mixed = new Schema({ anything: { type: Schema.Types.Mixed } }, strict)
    expect(() => collection('things', mixed)).toThrow('Nothing says what things.anything is')
    expect(() => collection('things', mixed, { refine: { anything: { bsonType: 'object' } } })).not.toThrow()
    expect(() => collection('things', whole, { refine: { nowhere: {} } })).toThrow('things has no nowhere')
  })

  it.each(['part-keys', 'partKeys', 'Parts', '_parts'])('belongs to no collection called %s', (name) => {
    expect(() => collection(name, whole)).toThrow(`${name} is no name for a collection`)
  })
})
