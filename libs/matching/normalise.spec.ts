import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { nameParts, normaliseName, normalisePhone, normalisePostcode } from './normalise.ts'

describe('a normalised name', () => {
  it.each([
    ['O’Brien', 'obrien'],
    ['O Brien', 'obrien'],
    ['OBRIEN', 'obrien'],
    ['Smith-Jones', 'smithjones'],
    ['Seán', 'sean'],
    ['Sea\u0301n', 'sean'],
    ['Łukasz', 'lukasz'],
    ['Мария', 'mariya'],
    ['Weiß', 'weiss'],
  ])('of %s is %s', (text, expected) => {
    expect(normaliseName(text)).toBe(expected)
  })

  it('is empty for a text without letters or digits', () => {
    expect(normaliseName(' -’. ')).toBe('')
  })

  it('keeps names in a script that cannot be folded apart', () => {
    expect(normaliseName('\u{12000}')).toBe('u12000')
    expect(normaliseName('\u{12000}')).not.toBe(normaliseName('\u{12001}'))
  })

  it('always has only a-z and 0-9, and normalising it again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normaliseName(text)
        expect(once).toMatch(/^[a-z0-9]*$/)
        expect(normaliseName(once)).toBe(once)
      }),
    )
  })
})

describe('the parts of a name', () => {
  it.each([
    ['Smith-Jones', ['smithjones', 'smith', 'jones']],
    ['Smith – Jones', ['smithjones', 'smith', 'jones']],
    ['O Brien', ['obrien', 'brien']],
    ['O’Brien', ['obrien']],
    ['Van der Berg', ['vanderberg', 'berg']],
    ['bin Rahman al-Said', ['binrahmanalsaid', 'rahman', 'said']],
    ['Al', ['al']],
    ['Jones Jones', ['jonesjones', 'jones']],
    ['-', []],
  ])('of %s are %j', (text, expected) => {
    expect(nameParts(text)).toEqual(expected)
  })

  it('are never more than six', () => {
    expect(nameParts('Ana Bea Cleo Dora Ella Fay Gia Hope')).toHaveLength(6)
  })
})

describe('a telephone number', () => {
  it.each([
    ['07700 900123', '07700900123'],
    ['+44 7700 900123', '07700900123'],
    ['+44 (0)7700 900123', '07700900123'],
    ['0044 7700 900123', '07700900123'],
    ['447700900123', '07700900123'],
    ['(0113) 496-0123', '01134960123'],
    ['016977 2345', '0169772345'],
    ['+353 1 874 0000', '0035318740000'],
  ])('written %s is %s', (text, expected) => {
    expect(normalisePhone(text)).toBe(expected)
    expect(normalisePhone(expected)).toBe(expected)
  })

  it.each([
    '',
    'none',
    '12345',
    '7700900123',
    '0400 000 1234',
    '07700 9001234567',
    '0 800 11',
    '00000000000',
    '07777777777',
    'ask at the shop',
    '07700900123 ext 4',
    '٠٧٧٠٠٩٠٠١٢٣',
  ])('cannot be written %j', (text) => {
    expect(normalisePhone(text)).toBeNull()
  })
})

it('a postcode is compared without spaces and in capitals', () => {
  expect(normalisePostcode('ls1 4ap')).toBe('LS14AP')
})
