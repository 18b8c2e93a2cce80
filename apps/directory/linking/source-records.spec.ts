import { FED_FIELDS } from '@contactpoint/contracts'
import { expect, it } from '@jest/globals'
import { children } from '../children/children.schema.ts'
import { sourceRecords } from './linking.schema.ts'

/** What a value may be: how the two write it down, and what they require, is not compared. */
function shapeOf(schema: object | undefined): unknown {
  return JSON.parse(
    JSON.stringify(schema, (key, inner: unknown) => {
      if (key === 'required' || key === 'bsonType' || key === 'pattern') return undefined
      return key === 'enum' ? [...(inner as unknown[])].filter((word) => word !== null).sort() : inner
    }),
  )
}

it('of what a source says nothing can be kept that a child could not have: no field, no longer text, no longer list (I6)', () => {
  const { told, waiting } = sourceRecords.jsonSchema.properties!
  const { said } = told!.items!.properties!
  expect(waiting!.properties!.said).toEqual(said)
  expect(said!.additionalProperties).toBe(false)
  expect(Object.keys(said!.properties!)).toEqual([...FED_FIELDS])
  for (const field of FED_FIELDS)
    expect({ field, shape: shapeOf(said!.properties![field]) }).toEqual({
      field,
      shape: shapeOf(children.jsonSchema.properties![field]),
    })
})
