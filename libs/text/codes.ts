import { plainCode } from './characters.ts'

const NOT_IN_A_CODE = /[\s\-.,/()]/g

/** British postcode shape, as published in the Government Data Standards Catalogue (BS7666); spaces and case are free. */
const POSTCODE = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[ABD-HJLNP-UW-Z]{2})$/
const LONGEST_POSTCODE = 10

/**
 * Ten digits that can only be a British number without its 0: mobile, personal and area codes that exist.
 *
 * Source: Ofcom National Telephone Numbering Plan, ranges 011 to 019, 020, 023, 024, 028, 029, 030 to 037, 07, 080, 084, 087.
 */
const WITHOUT_ITS_ZERO = /^(?:7[1-9]\d{8}|1[1-9]\d{8}|2[03489]\d{8}|3[03-7]\d{8}|8[047]\d{8})$/

/** What a spreadsheet makes of a long number: `7.7009E+09`. Its digits are lost. */
const SHORTENED_NUMBER = /^[+-]?\d+(?:[.,]\d+)?E\+?\d+$/i
/** What it makes of a column of numbers in which some are missing: `7700900123.0`. Nothing is lost. */
const NEEDLESS_FRACTION = /^(\d{5,})\.0$/

/** A postcode in its one written form (`LS1 4AP`), or null when it cannot be a postcode. */
export function toPostcode(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > LONGEST_POSTCODE) return null
  const parts = POSTCODE.exec(plainCode(text).toUpperCase().replaceAll(NOT_IN_A_CODE, ''))
  return parts ? `${parts[1]} ${parts[2]}` : null
}

/** A postcode in the form in which postcodes are compared: capitals and digits only (`LS14AP`). Does not judge it. */
export function postcodeKey(text: string): string {
  return plainCode(text)
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
}

/**
 * A number or code as a source means it, where a spreadsheet had it in between: null when the spreadsheet has shortened
 * it, so that different ones look the same.
 */
export function asBeforeSpreadsheet(text: string): string | null {
  const trimmed = text.trim()
  if (SHORTENED_NUMBER.test(trimmed) && /[.,]|E\+/i.test(trimmed)) return null
  return NEEDLESS_FRACTION.exec(trimmed)?.[1] ?? text
}

/**
 * A telephone number as digits only, or null when it cannot be one. British numbers get their national form
 * (`+44 (0)7700 900123` and `7700900123` are `07700900123`), others the international one (`0035318740000`).
 *
 * Source: Ofcom National Telephone Numbering Plan (0 and 9 or 10 digits, the first of them 1, 2, 3, 5, 7, 8 or 9);
 * ITU-T E.164 (at most 15 digits). A number that ends in eight equal digits is a placeholder and is no number.
 */
export function toPhone(text: unknown): string | null {
  if (typeof text !== 'string') return null
  const written = plainCode(asBeforeSpreadsheet(text) ?? '').replaceAll(NOT_IN_A_CODE, '')
  if (!/^\+?\d{7,20}$/.test(written)) return null
  const digits = written.replace('+', '00')
  if (/(\d)\1{7}$/.test(digits)) return null
  const abroad = /^(?:0044|44(?=\d{10}))0?/.exec(digits)
  if (abroad) return british(digits.slice(abroad[0].length))
  if (digits.startsWith('00')) return /^00[1-9]\d{6,14}$/.test(digits) ? digits : null
  if (digits.startsWith('0')) return british(digits.slice(1))
  return WITHOUT_ITS_ZERO.test(digits) ? british(digits) : null
}

function british(national: string): string | null {
  return /^[1235789]\d{8,9}$/.test(national) ? `0${national}` : null
}
