import { asBeforeSpreadsheet, toPhone } from '@contactpoint/text'
import { osaWithin } from './bounded-osa.ts'
import type { Comparator } from './comparator.ts'

const LEVELS = ['exact', 'near', 'same-end', 'different'] as const
const [EXACT, NEAR, SAME_END, DIFFERENT] = [0, 1, 2, 3] as const

const END = 6
const EXTENSION = /(?:ext\.?|extension|x)\s*\d{1,6}$/
/** Equal digits throughout or at the end, or the keys in their order. */
const PLACEHOLDER = /^(\d)\1*$|(\d)\2{7}$|^0*1?23456789?0?$/

/**
 * Telephone numbers, as national digits without the leading 0: `0712 300633`, `712300633` and `+44 712 300633` are one.
 * `near`: one digit wrong, missing or too many, or two exchanged; `same-end`: the last six digits are equal.
 */
export const phone: Comparator<string> = {
  levels: LEVELS,
  prepare: preparePhone,
  canonical: (number) => number,
  compare: comparePhones,
  blockingKeys: [
    { name: 'exact', of: (number) => [number] },
    { name: 'end', of: (number) => [number.slice(-END)] },
  ],
}

function preparePhone(text: string): string | null {
  const written = asBeforeSpreadsheet(text.normalize('NFKC'))
  if (written === null) return null
  const number = written.trim().toLowerCase().replace(EXTENSION, '').trim()
  const digits = nationalDigits(number)
  return digits.length < END || digits.length > 15 || PLACEHOLDER.test(digits) ? null : digits
}

/** Again until nothing changes: behind a needless 0 the 44 of `0440770…` is seen only the second time. */
function nationalDigits(number: string): string {
  const digits = (toPhone(number) ?? number).replaceAll(/\D/g, '').replace(/^0+/, '')
  return digits === number ? digits : nationalDigits(digits)
}

function comparePhones(a: string, b: string): number {
  if (a === b) return EXACT
  if (osaWithin(a, b, 1) <= 1) return NEAR
  return a.slice(-END) === b.slice(-END) ? SAME_END : DIFFERENT
}
