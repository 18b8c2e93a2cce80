import { Fault, RunSearch, SearchChildren } from '@contactpoint/contracts'
import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { checkShape, type Strictness } from './shape.pipe.ts'

const criteria = { familyName: 'Harrowgate', dateOfBirth: '2012-06-27' }
const search = { reason: 'assessment', criteria }

async function refusal(value: unknown, strictness: Strictness = 'strict', shape: new () => object = RunSearch) {
  const fault = await checkShape(shape, value, strictness).then(
    () => null,
    (error: unknown) => error as Fault,
  )
  return fault && fault.places.map(({ field, rule }) => `${field} ${rule}`)
}
const nested = (depth: number): object => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as object
const parsed = (text: string): unknown => JSON.parse(text)

describe('a question at the edge', () => {
  it('is taken as its class says, and nothing else is', async () => {
    expect(await refusal(search)).toBeNull()
    expect(await refusal({ ...search, extra: 1 })).toEqual(['extra unknownField'])
    expect(await refusal({ ...search, criteria: { ...criteria, shoeSize: 3 } })).toEqual([
      'criteria.shoeSize unknownField',
    ])
  })

  it.each(['__proto__', 'constructor', 'prototype'])('never carries a field %s, at any depth', async (name) => {
    const text = JSON.stringify(search)
    expect(await refusal(parsed(text.replace('{', `{"${name}":{},`)))).toEqual(['(unknown) unknownField'])
    expect(await refusal(parsed(text.replace('"criteria":{', `"criteria":{"${name}":"x",`)))).toEqual([
      '(unknown) unknownField',
    ])
  })

  it('has null nowhere: a field that is not known is left out', async () => {
    expect(await refusal({ ...search, caseReference: null })).toEqual(['caseReference isNotNull'])
    expect(await refusal({ ...search, criteria: { ...criteria, givenName: null } })).toEqual(['givenName isNotNull'])
    expect(await refusal({ ...search, criteria: null })).toEqual(['criteria isNotNull'])
  })

  it.each([7, 100, 2_000, 100_000])('is refused with a 400 when it is %d brackets deep', async (depth) => {
    expect(await refusal({ ...search, criteria: nested(depth) })).toEqual(['body maxDepth'])
  })

  it('is refused whole when it has thousands of fields, whatever they are called', async () => {
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_one, n) => [`k${n}`, n]))
    expect(await refusal({ ...search, ...many })).toEqual(['body maxValues'])
  })

  it('is told of ten mistakes at the most', async () => {
    const some = Object.fromEntries(Array.from({ length: 100 }, (_one, n) => [`k${'abcdefghij'[n % 10]}${n}`, n]))
    expect(await refusal(some)).toHaveLength(10)
  })

  it('is answered by a refusal or taken, never by anything else, whatever JSON it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 12 }), async (value) => {
        const outcome = await checkShape(RunSearch, value).catch((error: unknown) => error)
        expect(outcome instanceof Fault ? outcome.code : 'taken').toBe('invalid-request')
      }),
    )
  })
})

describe('a question between services', () => {
  it('may have a field of a newer version, which is passed over', async () => {
    const asked = await checkShape(RunSearch, { ...search, soon: { deep: 1 } }, 'tolerant')
    expect(asked).toEqual(search)
  })

  it('is refused for a criterion that is not known: passed over, it would find more than was asked for', async () => {
    const soon = { criteria: { ...criteria, shoeSize: 3 } }
    expect(await refusal(soon, 'tolerant', SearchChildren)).toEqual(['criteria.shoeSize unknownField'])
  })

  it('is refused for what is wrong in it as at the edge', async () => {
    expect(await refusal({ ...search, reason: 'because', soon: 1 }, 'tolerant')).toEqual(['reason isIn'])
  })
})
