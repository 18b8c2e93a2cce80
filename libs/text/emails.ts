import { plainCode } from './characters.ts'

/** As long as an address on the network may be: RFC 5321 section 4.5.3.1. */
const LONGEST_EMAIL = 254

/**
 * The addresses that people are given at work: a dot-atom of RFC 5322 section 3.2.3, at a host that has a domain. Quoted names, comments
 * and words beside the address are none, so that no narrative can be.
 */
const EMAIL =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/
const LONGEST_LOCAL_PART = 64

/** An e-mail address in lower case, or null when it cannot be one. */
export function toEmail(text: unknown): string | null {
  if (typeof text !== 'string' || text.length > LONGEST_EMAIL) return null
  const written = plainCode(text).toLowerCase()
  return EMAIL.test(written) && written.indexOf('@') <= LONGEST_LOCAL_PART ? written : null
}
