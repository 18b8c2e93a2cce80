import { foldName, nameParts, wordsToCompare } from './names.ts'

/** German and Nordic letters as they are written where a keyboard has none of them. */
const WRITTEN_OUT: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa', œ: 'oe' }
const TO_WRITE_OUT = /[äöüøåœ]/gu

/** Stands before a half of a double name, to tell it from a whole name. */
const HALF = '~'

/** More halves than this no name needs to be found by. */
const MOST_HALVES = 5

/**
 * The keys under which a name is kept to be found: the whole, its halves put in the order of the alphabet, each half
 * (behind a `~`); each in its {@link spellings}. Unique; none for a text without letters. `Reed-Palin` gives
 * `reedpalin`, `palinreed`, `~palin`, `~reed`.
 */
export function keysOfName(text: string): string[] {
  if (foldName(text) === '') return []
  const halves = halvesOf(text)
  const wholes = [text, halves.join('')].flatMap(spellings)
  const marked = halves.flatMap(spellings).map((half) => HALF + half)
  return [...new Set([...wholes, ...marked])].filter((key) => key !== '' && key !== HALF)
}

/**
 * The keys to look for when someone asks by a name: whoever is kept under one of them has this name, spelled or ordered
 * otherwise, or it is a half of theirs, or theirs a half of it. `Reed-Palin` finds `Palin-Reed` and `Palin`, and not
 * `Reed-Jones`. At most eight.
 */
export function keysToFind(text: string): string[] {
  const whole = commonSpelling(foldName(text))
  const halves = halvesOf(text)
  const wholes = [halves.join(''), ...halves].map((name) => commonSpelling(foldName(name)))
  return [...new Set([whole, HALF + whole, ...wholes])].filter((key) => key !== '')
}

/** The beginnings to look for when someone asks by the beginning of a name: of the whole, or of a half. */
export function beginningsToFind(text: string): string[] {
  const folded = foldName(text)
  return [folded, HALF + folded]
}

/** A name and its parts in their {@link spellings}, where any one in common is enough, as with given names. */
export function wordKeys(text: string): string[] {
  return [...new Set([text, ...wordsToCompare(text)].flatMap(spellings))].filter((key) => key !== '')
}

/** The words to look for among {@link wordKeys}. @param variants of a folded name, itself included */
export function wordsToFind(text: string, variants: (folded: string) => Iterable<string>): string[] {
  return [...new Set(nameParts(text).flatMap((part) => [...variants(part)].map(commonSpelling)))]
}

/** True when the two are one name, however its German and Nordic letters are written. */
export function areOneName(a: string, b: string): boolean {
  return commonSpelling(foldName(a)) === commonSpelling(foldName(b))
}

/**
 * A folded name as it is, with its German and Nordic letters written out, and with what looks written out taken back:
 * `Müller` is `muller` and `mueller`, and so is `Mueller`. All spellings of one name have the last in common.
 */
function spellings(text: string): string[] {
  const letters = text.normalize('NFKC').toLowerCase()
  const writtenOut = letters.replaceAll(TO_WRITE_OUT, (letter) => WRITTEN_OUT[letter]!)
  return [foldName(text), foldName(writtenOut), commonSpelling(foldName(text))]
}

function commonSpelling(folded: string): string {
  return folded.replaceAll(/a[ae]+/g, 'a').replaceAll(/([ou])e+/g, '$1')
}

/** In the order of the alphabet; none of a name that is one word. */
function halvesOf(text: string): string[] {
  const halves = wordsToCompare(text).slice(0, MOST_HALVES)
  if (halves.length === 1 && foldName(halves[0]!) === foldName(text)) return []
  const order = (half: string): string => commonSpelling(foldName(half))
  return halves.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
}
