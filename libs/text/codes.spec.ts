import { describe, expect, it } from '@jest/globals'
import { asBeforeSpreadsheet, postcodeKey, toPhone, toPostcode } from './codes.ts'

describe('A postcode', () => {
  it('has one written form', () => {
    for (const text of ['ls14ap', 'LS1 4AP', 'LS1-4AP', 'ＬＳ１ ４ＡＰ', 'LS1\u00a04AP'])
      expect(toPostcode(text)).toBe('LS1 4AP')
    expect(toPostcode('EC1A1BB')).toBe('EC1A 1BB')
  })

  it('that cannot be is none', () => {
    for (const text of ['', 'LS1', '1LS 4AP', 'LS1 4CP', 'LS1 4AAP', ' l s 1 4 a p ', { $ne: 1 }, null])
      expect(toPostcode(text)).toBeNull()
  })
})

describe('A number from a spreadsheet', () => {
  it('is lost when it was shortened, and whole when it only got a fraction', () => {
    expect(['7.7009E+09', '4,5E+10', '4E+10'].map(asBeforeSpreadsheet)).toEqual([null, null, null])
    expect(asBeforeSpreadsheet('7700900123.0')).toBe('7700900123')
    expect(['12E4', 'KMC-819708', '1.0'].map(asBeforeSpreadsheet)).toEqual(['12E4', 'KMC-819708', '1.0'])
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
    ['7700900123', '07700900123'],
    ['113 496 0123', '01134960123'],
    ['(+44) 7700 900123', '07700900123'],
    ['07700\u2010900\u2010123', '07700900123'],
    ['０７７００ ９００１２３', '07700900123'],
    ['7700900123.0', '07700900123'],
    ['+353 1 874 0000', '0035318740000'],
  ])('written %s is %s', (text, expected) => {
    expect(toPhone(text)).toBe(expected)
    expect(toPhone(expected)).toBe(expected)
  })

  it.each([
    '',
    'none',
    '12345',
    '0400 000 1234',
    '07700 9001234567',
    '0 800 11',
    '00000000000',
    '07777777777',
    'ask at the shop',
    '07700900123 ext 4',
    '7.7009E+09',
    '7.7009e9',
    '169772345',
    '4960123',
    '2125550123',
    '٠٧٧٠٠٩٠٠١٢٣',
  ])('cannot be written %j', (text) => {
    expect(toPhone(text)).toBeNull()
  })
})

it('a postcode is compared without spaces and in capitals', () => {
  expect(postcodeKey('ls1 4ap')).toBe('LS14AP')
})
