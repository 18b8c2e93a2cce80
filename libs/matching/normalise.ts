import anyAscii from 'any-ascii'

/** Words that stand before many family names of one language and so say nothing alone. */
const PARTICLES = new Set(
  (
    'al el ul ur as ad abu ben bin bint binti ibn ap ab mac mc st ' +
    'de da do dos das del della di du des la le les lo van von der den ten ter vander zu zum san'
  ).split(' '),
)

/** Already in the form wanted, as most names are by the time they are compared. */
const NORMALISED = /^[a-z0-9]+$/

const SEPARATORS = /[\p{Zs}\p{Pd}]+/u

/** A whole name and its parts are this many entries at most, so that one odd row cannot make hundreds of keys. */
const MOST_PARTS = 6

/**
 * A name in the form in which names are compared: any script folded to Latin letters, lower case, nothing but `a-z
 * 0-9`. `O’Brien`, `O Brien` and `OBRIEN` are all `obrien`. Idempotent.
 *
 * A name in a script that cannot be folded becomes its code points (`u12000`): were it empty, everyone with such a name
 * would be equal. A text without any letter or digit becomes the empty text.
 */
export function normaliseName(text: string): string {
  if (NORMALISED.test(text)) return text
  const composed = text.normalize('NFKC')
  const folded = anyAscii(composed)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
  if (folded !== '') return folded
  const letters = composed.match(/[\p{L}\p{N}]/gu) ?? []
  return letters.map((letter) => `u${letter.codePointAt(0)!.toString(16)}`).join('')
}

/**
 * The whole normalised name and each of its hyphen- or space-separated parts: `Smith-Jones` gives `smithjones`,
 * `smith`, `jones`. Sources drop or reorder halves of such names. A part of one letter and a particle (`van`, `bin`)
 * are not given alone. The whole comes first; no duplicates; at most six; empty for a text without letters.
 */
export function nameParts(text: string): string[] {
  const whole = normaliseName(text)
  if (whole === '') return []
  const parts = text
    .normalize('NFKC')
    .split(SEPARATORS)
    .map(normaliseName)
    .filter((part) => part.length >= 2 && !PARTICLES.has(part))
  return [...new Set([whole, ...parts])].slice(0, MOST_PARTS)
}

/**
 * A telephone number as digits only, or null when it cannot be one. British numbers get their national form
 * (`+44 (0)7700 900123` is `07700900123`), others the international one (`0035318740000`).
 *
 * Source: Ofcom National Telephone Numbering Plan (0 and 9 or 10 digits, the first of them 1, 2, 3, 5, 7, 8 or 9);
 * ITU-T E.164 (at most 15 digits). A number that ends in eight equal digits is a placeholder and is no number.
 */
export function normalisePhone(text: string): string | null {
  if (!/^\+?[\d\s().\-/]{7,30}$/.test(text.trim())) return null
  const digits = text.trim().replace(/^\+/, '00').replaceAll(/\D/g, '')
  if (/(\d)\1{7}$/.test(digits)) return null
  const abroad = /^(?:0044|44(?=\d{10}))0?/.exec(digits)
  if (abroad) return british(digits.slice(abroad[0].length))
  if (digits.startsWith('00')) return /^00[1-9]\d{6,14}$/.test(digits) ? digits : null
  return digits.startsWith('0') ? british(digits.slice(1)) : null
}

function british(national: string): string | null {
  return /^[1235789]\d{8,9}$/.test(national) ? `0${national}` : null
}

/** A postcode in the form in which postcodes are compared: capitals and digits only (`LS14AP`). Does not judge it. */
export function normalisePostcode(text: string): string {
  return text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
}
