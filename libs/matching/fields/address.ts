import { osaWithin } from './bounded-osa.ts'
import type { Comparator } from './comparator.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { saysNothing } from './placeholders.ts'
import { sortedText, wordsOf } from './words.ts'

/** An address, or its first lines, ready to be compared. */
export interface Address {
  /** Words and numbers joined by a space, kinds of street abbreviated: `flat 3 12b high st`. */
  readonly text: string
  /** The same in the order of the alphabet. */
  readonly sorted: string
  /** With their letter, in the order of the alphabet: `12b`, `3`. */
  readonly numbers: readonly string[]
  /** The numbers joined by a space. */
  readonly number: string
  /** The words without kinds of street; with them when nothing else is left. */
  readonly names: readonly string[]
  /** The words joined, `flat` left out, for comparing letter by letter. */
  readonly street: string
}

const LEVELS = ['exact', 'near', 'same-street', 'similar', 'different'] as const
const [EXACT, NEAR, SAME_STREET, SIMILAR, DIFFERENT] = [0, 1, 2, 3, 4] as const

/** Ways of writing one word; the first is what it becomes. Saint and street share one, since both are written St. */
const KINDS =
  'st street saint str|rd road|av avenue ave|cl close clo|ln lane|dr drive drv|ct court crt|cres crescent cresc cr|' +
  'pl place|gdns gardens gdn garden|gr grove grv|ter terrace terr tce|sq square|pk park|hse house ho|wk walk|mws mews|' +
  'flat apartment apt unit|bldg building buildings bldgs|pde parade|cct circuit|hwy highway|est estate|hts heights|' +
  'mt mount|vw view|cnr corner|way wy|hill hl|gn green|rm room|farm fm|ctg cottage cott|vlge village|rise ri'

const SHORT_FORMS = new Map(
  KINDS.split('|').flatMap((kind) => {
    const forms = kind.split(' ')
    return forms.map((form) => [form, forms[0]!] as const)
  }),
)
const KIND_WORDS = new Set(SHORT_FORMS.values())
/** Its number is a number of the address, but the word is often left out. */
const WITHIN_A_HOUSE = 'flat'
const NUMBER = /^\d+[a-z]?$/
const NO_ADDRESS = new Set([
  'no fixed abode',
  'nfa',
  'n f a',
  'no fixed address',
  'homeless',
  'address unknown',
  'unknown address',
])

const LONGEST_STREET = 120
const NEAR_FROM = 0.9
const SIMILAR_FROM = 0.8
const SHORTEST_WITH_A_SLIP = 4
const SHORTEST_WITH_TWO_SLIPS = 8
const KEYED_WORD = 4
const MOST_KEYED_WORDS = 6
const MOST_KEYED_NUMBERS = 2

/**
 * Addresses without their postcode, numbers apart from words. `near`: the numbers are equal and the words nearly;
 * `same-street`: the words are nearly equal and the numbers differ or one side has none; `similar`: half of the words
 * are equal, or the texts look alike. A number alone is equal or different.
 */
export const address: Comparator<Address> = {
  levels: LEVELS,
  prepare: prepareAddress,
  isExactLoosely: true,
  canonical: (value) => value.text,
  compare: compareAddresses,
  blockingKeys: [
    { name: 'exact', of: (value) => (value.names.length > 0 ? [value.sorted] : []) },
    { name: 'words', of: wordKeys },
  ],
}

function prepareAddress(text: string): Address | null {
  const found = wordsOf(text)
  if (saysNothing(found) || NO_ADDRESS.has(found.join(' '))) return null
  const all = found.map((word) => SHORT_FORMS.get(word) ?? word)
  const numbers = all.filter((word) => NUMBER.test(word)).sort()
  const words = all.filter((word) => !NUMBER.test(word) && word !== WITHIN_A_HOUSE)
  const names = words.filter((word) => !KIND_WORDS.has(word))
  return {
    text: all.join(' '),
    sorted: sortedText(all),
    numbers,
    number: numbers.join(' '),
    names: names.length === 0 ? words : names,
    street: words.join('').slice(0, LONGEST_STREET),
  }
}

/** Each long word with a number (the house's or the flat's): a street's name is in too many towns to stand alone. */
function wordKeys(value: Address): string[] {
  const long = value.names.filter((word) => word.length >= KEYED_WORD)
  const words = [...new Set(long)].slice(0, MOST_KEYED_WORDS)
  const numbers = [...new Set(value.numbers)].slice(0, MOST_KEYED_NUMBERS)
  return words.flatMap((word) => numbers.map((number) => `${word} ${number}`))
}

function compareAddresses(a: Address, b: Address): number {
  if (a.sorted === b.sorted) return EXACT
  if (a.street === '' || b.street === '') return DIFFERENT
  const shared = sharedNames(a, b)
  if (isSameStreet(a, b, shared)) return a.number === b.number ? NEAR : SAME_STREET
  const isHalf = 2 * shared >= Math.max(a.names.length, b.names.length)
  return isHalf || jaroWinkler(a.street, b.street, SIMILAR_FROM) >= SIMILAR_FROM ? SIMILAR : DIFFERENT
}

function isSameStreet(a: Address, b: Address, shared: number): boolean {
  if (a.street === b.street || jaroWinkler(a.street, b.street, NEAR_FROM) >= NEAR_FROM) return true
  const shortest = Math.min(a.street.length, b.street.length)
  const slips = shortest >= SHORTEST_WITH_TWO_SLIPS ? 2 : 1
  if (shortest >= SHORTEST_WITH_A_SLIP && osaWithin(a.street, b.street, slips) <= slips) return true
  // One source has the village or the house too.
  const fewest = Math.min(a.names.length, b.names.length)
  return shared === fewest && fewest >= 2
}

/** How many words of one are words of the other, each counted once. */
function sharedNames(a: Address, b: Address): number {
  const [short, long] = a.names.length <= b.names.length ? [a.names, b.names] : [b.names, a.names]
  let shared = 0
  for (let i = 0; i < short.length; i++) {
    if (short.indexOf(short[i]!) === i && long.includes(short[i]!)) shared++
  }
  return shared
}
