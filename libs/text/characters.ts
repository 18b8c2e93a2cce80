/**
 * Marks that people type, and programs put, in one and the same place of a name. Each class is one character to the gate,
 * the search and the matcher. As the inside of a character class.
 */
const APOSTROPHE_CHARACTERS =
  "'`\u00b4\u02b9-\u02bf\u02c8\u02ca\u02cb\u0374\u0384\u055a\u05f3\u05f4\u1fbd\u1fbf\u1fef\u1ffd\u1ffe\u2018-\u201b\u2032\u2035\ua78b\ua78c\uff07\uff40"
/** With the soft hyphen, which stands where a name may be broken, and the dots that join the halves of a name. */
const HYPHEN_CHARACTERS = '\\p{Pd}\u00ad\u2043\u2212\u00b7\u2027\u30fb\uff65'
/** What has no width: joiners of Kurdish, Persian and Indian scripts, marks of direction, a mark left at a file's start. */
const JOINER_CHARACTERS = '\u061c\u180e\u200b-\u200f\u2060\ufeff'

const APOSTROPHES = new RegExp(`[${APOSTROPHE_CHARACTERS}]`, 'gu')
const HYPHENS = new RegExp(`[${HYPHEN_CHARACTERS}]`, 'gu')
const JOINERS = new RegExp(`[${JOINER_CHARACTERS}]`, 'gu')

/** Everything that a name may be written with. */
export const NAME_CHARACTERS = new RegExp(
  `^[\\p{L}\\p{M}\\p{Zs}.\uff0e\u2024${APOSTROPHE_CHARACTERS}${HYPHEN_CHARACTERS}${JOINER_CHARACTERS}]+$`,
  'u',
)

const PLAIN = /^[\x20-\x26\x28-\x5f\x61-\x7e]*$/

/** Signs for vowels and recitation in Arabic and Hebrew, which few write, and the stroke that only makes a word longer. */
const VOWEL_SIGNS =
  /[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/gu

/** Letters of the Arabic script that one language or keyboard writes for another. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ی: 'ي', ې: 'ي', ک: 'ك', ة: 'ه', ۀ: 'ه', ە: 'ه', ہ: 'ه', ھ: 'ه' },
}
const EXCHANGED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')

/**
 * The text with one form of each letter and mark: apostrophes and what has no width left out, every hyphen `-`, full
 * width made plain, vowel signs of Arabic and Hebrew left out.
 */
export function plainly(text: string): string {
  if (PLAIN.test(text)) return text
  return text
    .replaceAll(JOINERS, '')
    .replaceAll(APOSTROPHES, '')
    .replaceAll(HYPHENS, '-')
    .normalize('NFKC')
    .replaceAll(EXCHANGED, (letter) => LETTERS[letter]!)
    .replaceAll(VOWEL_SIGNS, '')
}

/** The same for what is no name, where an apostrophe is not to be passed over: numbers and codes. */
export function plainCode(text: string): string {
  return text.replaceAll(JOINERS, '').replaceAll(HYPHENS, '-').normalize('NFKC').trim()
}

/** An apostrophe of any kind behind one letter, as in O’Brien: a word of its own to who compares families. */
export const PREFIX_LETTER = new RegExp(
  `(^|[\\s${HYPHEN_CHARACTERS}])(\\p{L})[${APOSTROPHE_CHARACTERS}](?=\\p{L})`,
  'gu',
)
