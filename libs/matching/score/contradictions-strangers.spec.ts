import { describe, expect, it } from '@jest/globals'
import { aChild, aTable, between, CHILD_FIELDS, contradictionIn, nhsNumber } from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'

describe('children with one name and birth date', () => {
  const elsewhere = { postcode: 'TR21 0PW', address: '1 The Quay' }

  it('of whom nothing else agrees are a question which other records may settle', () => {
    expect(between({}, elsewhere)).toEqual({ reason: 'name-and-birth-date-only', most: 0, isFinal: false })
  })

  it('are asked about when both say where they live, but not in the same way', () => {
    const [street, number] = [
      { postcode: '', phone: '' },
      { address: '', phone: '07700 900123' },
    ]
    expect(between(street, number)?.reason).toBe('name-and-birth-date-only')
    expect(between(street, { ...number, postcode: '', phone: '' })).toBeNull()
    expect(between({}, { ...elsewhere, address: '80 High Street' })?.reason).toBe('name-and-birth-date-only')
  })

  it('are not asked about when a place, a phone or an identifier agrees, or none is known', () => {
    expect(between({}, { ...elsewhere, postcode: 'LS1 4ZZ' })).toBeNull()
    expect(between({ phone: '07700900123' }, { ...elsewhere, phone: '07700900123' })).toBeNull()
    expect(between({ nhs: nhsNumber(1) }, { ...elsewhere, nhs: nhsNumber(1) })).toBeNull()
    expect(between({ postcode: '', address: '' }, elsewhere)).toBeNull()
  })

  it('are asked about when the family names differ and nothing else is known to agree', () => {
    const asked = { reason: 'name-and-birth-date-only', most: 0, isFinal: false }
    expect(between({}, { ...elsewhere, family: 'Okafor' })).toEqual(asked)
    expect(between({}, { family: 'Okafor', postcode: '', address: '' })).toEqual(asked)
    expect(between({}, { family: 'Okafor' })).toBeNull()
    expect(between({ nhs: nhsNumber(1) }, { ...elsewhere, family: 'Okafor', nhs: nhsNumber(1) })).toBeNull()
  })

  it('are asked about when they live near each other under other family names', () => {
    const asked = { reason: 'name-and-birth-date-only', most: 0, isFinal: false }
    const near = { postcode: 'LS1 4AQ', address: '133 Clay Pit' }
    expect(between({}, { ...near, family: 'Okafor' })).toEqual(asked)
    expect(between({}, near)).toBeNull()
  })

  it('are asked about when one street is in two towns', () => {
    const town = { postcode: 'TR21 0PW' }
    expect(between({}, town)?.reason).toBe('name-and-birth-date-only')
    expect(between({}, { ...town, family: 'Okafor' })?.reason).toBe('name-and-birth-date-only')
    expect(between({}, { postcode: '' })).toBeNull()
  })

  it('of one home, with other family names and genders, may be twins whose names were exchanged', () => {
    const fields: Field[] = [...CHILD_FIELDS, { type: 'gender', name: 'gender' }]
    const reason = (family: string, gender: string) =>
      contradictionIn(
        aTable(fields, [
          [...aChild(), 'F'],
          [...aChild({ family }), gender],
        ]),
      )?.reason
    expect(reason('Okafor', 'M')).toBe('possible-twins')
    expect([reason('Okafor', 'F'), reason('Okafor', ''), reason('Hargreaves', 'M')]).toEqual([
      ...[undefined, undefined, undefined],
    ])
  })

  it('are not asked about when the name in their e-mail addresses agrees', () => {
    const fields: Field[] = [...CHILD_FIELDS, { type: 'email', name: 'email' }]
    const emails = (a: string, b: string) =>
      aTable(fields, [
        [...aChild(), a],
        [...aChild(elsewhere), b],
      ])
    expect(contradictionIn(emails('mary.hill@example.org', 'mary.hill@school.test'))).toBeNull()
    expect(contradictionIn(emails('mary.hill@example.org', 'a.n.other@example.org'))).not.toBeNull()
    const renamed = { ...elsewhere, given: '', family: 'Okafor' }
    const mail = ['mary.hill@example.org']
    expect(
      contradictionIn(
        aTable(fields, [
          [...aChild(), ...mail],
          [...aChild(renamed), ...mail],
        ]),
      ),
    ).toBeNull()
  })

  it('are a matter of children', () => {
    expect(between({ born: '1971-03-04' }, { ...elsewhere, born: '1971-03-04' })).toBeNull()
  })
})
