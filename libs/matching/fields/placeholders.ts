/** What people and programs write where they know nothing; words as `wordsOf` gives them. */
const NOTHING = new Set([
  '',
  ...['unknown', 'unk', 'not known', 'nk', 'n k', 'n a', 'none', 'null', 'undefined', 'missing', 'blank', 'empty'],
  ...['not given', 'not stated', 'not available', 'not applicable', 'not provided', 'not recorded', 'not specified'],
  ...[
    'not disclosed',
    'not supplied',
    'not entered',
    'no data',
    'no name',
    'name unknown',
    'unknown name',
    'tba',
    'tbc',
  ],
  ...['withheld', 'redacted', 'anonymous', 'anon', 'test', 'testing', 'tester', 'do not use', 'dummy'],
  ...['unknown unknown', 'xx', 'xxx', 'xxxx', 'xxxxx', 'zz', 'zzz', 'zzzz'],
  ...['first name', 'firstname', 'forename', 'given name', 'middle name', 'surname', 'last name', 'lastname'],
  ...[
    'family name',
    'no surname',
    'surname unknown',
    'unknown surname',
    'no forename',
    'forename unknown',
    'nfn',
    'nln',
  ],
])

/** A child that has no name yet is entered under one of these, often with the mother's family name behind. */
const UNNAMED = new Set(['baby', 'babe', 'infant', 'newborn', 'neonate', 'unnamed', 'twin', 'triplet'])

const VAGUE = new Set(
  'boy girl male female child baby infant newborn twin of a b c i ii iii one two three 1 2 3'.split(' '),
)
const VAGUE_ALONE = new Set(['boy', 'girl', 'male', 'female', 'child'])

/** True when the words (as `wordsOf` gives them) stand for no value: none, `unknown`, `n a`, `test`. */
export function saysNothing(words: readonly string[]): boolean {
  return NOTHING.has(words.join(' '))
}

/**
 * True for what stands in a given name's place until a child has one: `baby`, `baby smith`, `twin 1`, `male infant`,
 * `b o amina` (baby of).
 */
export function isUnnamedChild(words: readonly string[]): boolean {
  const [first, second] = words
  if (first === undefined) return false
  if (UNNAMED.has(first)) return true
  if (words.length > 2 && second === 'o' && (first === 'b' || first === 's' || first === 'd')) return true
  return words.every((word) => VAGUE.has(word)) && words.some((word) => VAGUE_ALONE.has(word))
}
