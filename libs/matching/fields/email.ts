import { osaWithin } from './bounded-osa.ts'
import type { Comparator } from './comparator.ts'
import { jaroWinkler } from './jaro-winkler.ts'
import { saysNothing } from './placeholders.ts'
import { wordsOf } from './words.ts'

/** An e-mail address ready to be compared. */
export interface Email {
  /** In small letters. */
  readonly text: string
  /** Before the `@`; all of it when there is none. */
  readonly local: string
  /** Behind the `@`; may be empty. */
  readonly domain: string
}

const LEVELS = ['exact', 'near', 'local-part', 'similar', 'different'] as const
const [EXACT, NEAR, LOCAL_PART, SIMILAR, DIFFERENT] = [0, 1, 2, 3, 4] as const

const LONGEST = 120
const NEAR_FROM = 0.95
const SIMILAR_FROM = 0.88
const SHORTEST_LOCAL_PART = 4
const SHORTEST_WITH_TWO_SLIPS = 10

const NOBODY = /^(?:no-?reply|noemail|no|none|unknown|test|na|n\/a)@|^(?:no ?e-?mail|na|nil)$/

/**
 * E-mail addresses. `near`: two slips of the pen at most; `local-part`: equal before the `@`; `similar`: alike before
 * it, and from the same domain unless it is one slip only.
 */
export const email: Comparator<Email> = {
  levels: LEVELS,
  prepare: prepareEmail,
  canonical: (value) => value.text,
  compare: compareEmails,
  blockingKeys: [
    { name: 'exact', of: (value) => [value.text] },
    { name: 'local-part', of: (value) => (value.local.length >= SHORTEST_LOCAL_PART ? [value.local] : []) },
  ],
}

function prepareEmail(text: string): Email | null {
  const small = smallLetters(text).slice(0, LONGEST)
  if (!/\p{L}/u.test(small) || NOBODY.test(small) || (!small.includes('@') && saysNothing(wordsOf(text)))) return null
  const at = small.lastIndexOf('@')
  return at < 0
    ? { text: small, local: small, domain: '' }
    : { text: small, local: small.slice(0, at), domain: small.slice(at + 1) }
}

/** Normalised again at the end: small letters and letters without a space between may have a shorter form. */
function smallLetters(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '').normalize('NFKC')
}

function compareEmails(a: Email, b: Email): number {
  if (a.text === b.text) return EXACT
  const slips = Math.min(a.text.length, b.text.length) >= SHORTEST_WITH_TWO_SLIPS ? 2 : 1
  if (osaWithin(a.text, b.text, slips) <= slips || jaroWinkler(a.text, b.text, NEAR_FROM) >= NEAR_FROM) return NEAR
  const isLong = a.local.length >= SHORTEST_LOCAL_PART && b.local.length >= SHORTEST_LOCAL_PART
  if (isLong && a.local === b.local) return LOCAL_PART
  if (a.domain === b.domain && jaroWinkler(a.local, b.local, SIMILAR_FROM) >= SIMILAR_FROM) return SIMILAR
  return isLong && osaWithin(a.local, b.local, 1) <= 1 ? SIMILAR : DIFFERENT
}
