import { describe, expect, it } from '@jest/globals'
import { foldName } from '@contactpoint/text'
import fc from 'fast-check'
import {
  aChild,
  aTable,
  CHILD_FIELDS,
  between,
  contradictionIn,
  nhsNumber,
  upn,
  type Child,
} from '../engine/builders.ts'
import type { Field } from '../fields/field.ts'

const FINAL_QUESTION = { most: 0, isFinal: true }

describe('twins', () => {
  it.each([
    ['Ella', 'Bella'],
    ['Jack', 'Tom'],
    ['Jayden', 'Hayden'],
    ['Ella', ''],
    ['BABY HARGREAVES', 'Ella'],
    ['Twin 1', 'Twin 2'],
    ['Zofia', 'Sophie'],
    ['Lok Hin', 'Tin Lok'],
  ])('%s and %s of one family, birth date and address are never joined automatically', (a, b) => {
    expect(between({ given: a }, { given: b })).toEqual({ reason: 'possible-twins', ...FINAL_QUESTION })
  })

  it.each<[string, Partial<Child>]>([
    ['with one family name at two addresses', { postcode: 'TR21 0PW', address: '1 The Quay' }],
    ['with two family names at one address', { family: 'Okafor' }],
    ['whose family name is not known at one address', { family: '' }],
    ['with one family name, where no address is known', { postcode: '', address: '' }],
  ])('are suspected %s', (_what, other) => {
    expect(between({ given: 'Jack' }, { given: 'Tom', ...other })?.reason).toBe('possible-twins')
  })

  it('are suspected by the carer’s phone', () => {
    const phone = '07700 900123'
    const apart = { postcode: 'TR21 0PW', address: '1 The Quay', family: 'Okafor' }
    expect(between({ given: 'Jack', phone }, { given: 'Tom', phone, ...apart })?.reason).toBe('possible-twins')
    expect(between({ given: 'Jack', phone }, { given: 'Tom', phone: '020 7946 0018', ...apart })?.reason).toBe(
      'name-and-birth-date-only',
    )
  })

  it('are not suspected where the given name is the same', () => {
    expect(between({ given: 'Anne-Marie' }, { given: 'Annemarie' })).toBeNull()
  })

  it('are suspected where given and family name are exchanged and one letter apart', () => {
    const exchanged = (given: string) => between({ given: 'Michael', family: 'Hynd' }, { given: 'Hynd', family: given })
    expect(exchanged('Michael')).toBeNull()
    expect(exchanged('Mihael')?.reason).toBe('possible-twins')
  })

  it('are suspected wherever the given names are not the same, though one of them is nobody’s name', () => {
    const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
    const name = fc.constantFrom('Oliver', 'Ella', 'Muhammad', 'Kacie-Leigh', 'Thea')
    const slip = fc.tuple(name, fc.nat(), fc.nat(2), letters).map(([whole, at, kind, letter]) => {
      const place = at % whole.length
      return [whole, whole.slice(0, place) + (kind === 0 ? '' : letter) + whole.slice(place + (kind === 1 ? 0 : 1))]
    })
    fc.assert(
      fc.property(slip, ([one, other]) => {
        fc.pre(foldName(one!) !== foldName(other!))
        expect(between({ given: one! }, { given: other! })?.reason).toBe('possible-twins')
      }),
    )
  })

  it.each([
    ['Mohammed', 'Muhammad'],
    ['Tom', 'Thomas'],
    ['Mattie', 'Matthew'],
    ['Alice', 'Elsie-Lou'],
    ['Anne-Marie', 'Anne'],
    ['J', 'James'],
    ['Jessica', 'Jesica'],
  ])('are suspected where %s and %s are two names, a part of one, or one letter', (a, b) => {
    expect(between({ given: a }, { given: b })?.reason).toBe('possible-twins')
  })

  it('are suspected where the first and the middle name are exchanged', () => {
    const fields: Field[] = [...CHILD_FIELDS, { type: 'middle-name', name: 'middle' }]
    const table = (b: Partial<Child>, middle: string) =>
      aTable(fields, [
        [...aChild({ given: 'Ella' }), 'Grace'],
        [...aChild(b), middle],
      ])
    expect(contradictionIn(table({ given: 'Grace' }, 'Ella'))?.reason).toBe('possible-twins')
    expect(contradictionIn(table({ given: 'Grace', nhs: '' }, ''))?.reason).toBe('possible-twins')
    expect(contradictionIn(table({ given: 'Hargreaves', family: 'Ella' }, 'Grace'))).toBeNull()
  })

  it('with two forms of one name are one child when they have one middle name, and not one initial', () => {
    const fields: Field[] = [...CHILD_FIELDS, { type: 'middle-name', name: 'middle' }]
    const reason = (a: string, b: string, ...middle: string[]) => {
      const rows = [a, b].map((given, i) => [...aChild({ given }), middle[i] ?? middle[0]!])
      return contradictionIn(aTable(fields, rows))?.reason
    }
    expect(reason('Tom', 'Thomas', 'Isaac')).toBeUndefined()
    expect(reason('Mattie', 'Matthew', 'Isaac')).toBeUndefined()
    expect(reason('Tom Louis', 'Tom', 'Isaac')).toBeUndefined()
    expect(reason('Thomas', 'Tjomas', 'Isaac')).toBeUndefined()
    for (const middle of [['I'], ['Isaac', 'Ian'], ['Isaac', ''], ['Isaac', 'I']])
      expect(reason('Tom', 'Thomas', ...middle)).toBe('possible-twins')
    expect(reason('Jack', 'Tom', 'Isaac')).toBe('possible-twins')
    expect(reason('J', 'Jack', 'Isaac')).toBe('possible-twins')
  })

  it('of two forms of a name, or one that is not known, are one child when an identifier of theirs agrees', () => {
    for (const agreeing of [{ nhs: nhsNumber(1) }, { upn: upn(1) }, { case: 'KMC-819708' }])
      for (const given of ['Kate', 'C', 'Cathrine', ''])
        expect(between({ given: 'Catherine', ...agreeing }, { given, ...agreeing })).toBeNull()
  })

  it('are a question where an identifier agrees beside another given name: a twin’s or brother’s number', () => {
    const asked = (given: string, born: string) => between({ given: 'Ella', upn: upn(1) }, { given, born, upn: upn(1) })
    for (const given of ['Bella', 'Grace', 'Jack']) {
      expect(asked(given, '2015-03-04')).toEqual({ reason: 'possible-twins', ...FINAL_QUESTION })
      expect(asked(given, '2017-11-20')).toEqual({ reason: 'possible-siblings', ...FINAL_QUESTION })
    }
  })

  it('are suspected where only the first of several names is one', () => {
    for (const [a, b] of [
      ['Muhammad A', 'Muhammad B'],
      ['Muhammad Ali', 'Mohammed Umar'],
    ]) {
      expect(between({ given: a! }, { given: b! })?.reason).toBe('possible-twins')
      expect(between({ given: a!, upn: upn(1) }, { given: b!, upn: upn(1) })?.reason).toBe('possible-twins')
    }
    expect(between({ given: 'Anne Marie', upn: upn(1) }, { given: 'Anne Maria', upn: upn(1) })).toBeNull()
  })

  it('with one given name are suspected where the middle names are two', () => {
    const fields: Field[] = [...CHILD_FIELDS, { type: 'middle-name', name: 'middle' }]
    const reason = (one: string, other: string, given = 'Muhammad') =>
      contradictionIn(
        aTable(fields, [
          [...aChild({ given: 'Muhammad' }), one],
          [...aChild({ given }), other],
        ]),
      )?.reason
    expect(reason('Ali', 'Umar')).toBe('possible-twins')
    for (const middle of ['', 'U', 'Umar']) expect(reason('Umar', middle)).toBeUndefined()
    expect(reason('Ali', 'Umar', 'Muhamadd')).toBe('possible-twins')
    expect(reason('Umar', 'Umar', 'Muhamadd')).toBeUndefined()
  })

  it('are plainly two where gender or middle names differ too, and none may be called by the other’s middle name', () => {
    const fields: Field[] = [
      ...CHILD_FIELDS,
      { type: 'middle-name', name: 'middle' },
      { type: 'gender', name: 'gender' },
    ]
    const most = (one: readonly string[], other: readonly string[]) =>
      contradictionIn(
        aTable(
          fields,
          [one, other].map(([given, ...rest]) => [...aChild({ given: given! }), ...rest]),
        ),
      )?.most
    expect(most(['Ella', '', 'F'], ['Jack', '', 'M'])).toBe(-12)
    expect(most(['Jack', 'Isaac', 'M'], ['Tom', 'Louis', 'M'])).toBe(-12)
    expect(most(['Jack', 'T', 'M'], ['Tom', 'Louis', 'M'])).toBe(0)
    expect(most(['Jack', '', 'M'], ['Tom', 'Louis', 'M'])).toBe(0)
  })

  it('are a matter of children: the rule ends on the twenty-sixth birthday', () => {
    const [jack, tom] = [
      { given: 'Jack', born: '2000-01-02' },
      { given: 'Tom', born: '2000-01-02' },
    ]
    expect(between(jack, tom, '2026-01-02')?.reason).toBe('possible-twins')
    expect(between(jack, tom, '2026-01-03')).toBeNull()
  })
})

describe('brothers and sisters', () => {
  it('of one household with other names and birth dates are plainly two people', () => {
    const expected = { reason: 'possible-siblings', most: -12, isFinal: true }
    expect(between({ given: 'Jack', born: '2015-03-04' }, { given: 'Tom', born: '2017-11-20' })).toEqual(expected)
  })

  it.each(['2015-03-14', '2015-04-03', ''])('are a question when their birth date may be one (%s)', (born) => {
    const expected = { reason: 'possible-siblings', ...FINAL_QUESTION }
    expect(between({ given: 'Jack' }, { given: 'Tom', born })).toEqual(expected)
  })

  it.each([
    ['', 'Jack'],
    ['J', 'Jack'],
    ['Kate', 'Catherine'],
    ['Anne', 'Anne-Marie'],
  ])(
    'of vague names are a question when the birth date may be one, and plainly two when it cannot: “%s” and %s',
    (a, b) => {
      const expected = { reason: 'possible-siblings', ...FINAL_QUESTION }
      for (const born of ['2015-04-03', '2017-03-04', ''])
        expect(between({ given: a }, { given: b, born })).toEqual(expected)
      expect(between({ given: a }, { given: b, born: '2017-11-20' })).toEqual({ ...expected, most: -12 })
    },
  )

  it('are a question when one is called what the other is called second', () => {
    const fields: Field[] = [...CHILD_FIELDS, { type: 'middle-name', name: 'middle' }]
    const rows = [
      [...aChild({ given: 'Ella' }), 'Grace'],
      [...aChild({ given: 'Grace', born: '2017-03-04' }), ''],
    ]
    expect(contradictionIn(aTable(fields, rows))).toEqual({ reason: 'possible-siblings', ...FINAL_QUESTION })
  })

  it('of one name are a question when no slip of the pen makes one birth date of the other', () => {
    const expected = { reason: 'possible-siblings', ...FINAL_QUESTION }
    expect(between({}, { born: '2018-11-27' })).toEqual(expected)
    expect(between({}, { born: '2018-11-27', family: 'Okafor' })).toEqual(expected)
    expect(between({}, { born: '2015-03-14' })).toBeNull()
    expect(between({}, { born: '2015-01-01' })).toBeNull()
    expect(between({}, { born: '2018-11-27', postcode: '', address: '' })).toBeNull()
  })

  it('share a household: the family name alone makes none', () => {
    const elsewhere = { postcode: '', address: '', born: '2017-11-20' }
    expect(between({ given: 'Jack' }, { given: 'Tom', ...elsewhere })).toBeNull()
  })

  it('of full age who share name and address are a question which other records may settle', () => {
    const [a, b] = [
      { given: 'Oliver', born: '1971-03-04' },
      { given: 'Amelia', born: '1974-11-20' },
    ]
    expect(between(a, b)).toEqual({ reason: 'possible-relatives', most: 0, isFinal: false })
    expect(between(a, { ...b, given: 'Olivr' })).toBeNull()
    expect(between(a, { ...b, family: 'Okafor' })).toBeNull()
  })
})
