import { describe, expect, it } from '@jest/globals'
import type { HumanName, Patient } from 'fhir/r4.js'
import { RowFault } from './feed.rules.ts'
import { personName } from './field-readers.rules.ts'
import { JsonFields, type JsonLayout } from './json-feed.rules.ts'

const NAME: JsonLayout<HumanName> = { known: ['family'], neverKept: [] }
const PATIENT: JsonLayout<Patient> = { known: ['name', 'address'], neverKept: [] }
const patient = new JsonFields({ name: [{ family: 'Ng' }], address: ['Ng'] }, '', PATIENT)

describe('a published type holds a reader, the compiler first and the row again', () => {
  it('to its names', () => {
    // @ts-expect-error FHIR has a birthDate.
    const layout: JsonLayout<Patient> = { known: ['birthdate'], neverKept: [] }
    expect(() => new JsonFields({ birthDate: '2015-03-02' }, '', layout)).toThrow(RowFault)
  })

  it('to what is a text, an object or a list', () => {
    // @ts-expect-error Names are a list.
    expect(() => patient.one('name', personName)).toThrow(RowFault)
    // @ts-expect-error Names are a list.
    expect(() => patient.object('name', NAME)).toThrow(RowFault)
    // @ts-expect-error Names are objects.
    expect(() => patient.texts('name', personName)).toThrow(RowFault)
  })

  it('to what stands in a list', () => {
    // @ts-expect-error An address is no name.
    expect(() => patient.objects('address', NAME)).toThrow(RowFault)
    expect(patient.objects('name', NAME).map((name) => name.one('family', personName))).toEqual(['Ng'])
  })
})
