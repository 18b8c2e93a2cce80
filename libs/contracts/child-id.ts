/** 29 characters without vowels or look-alikes: no words arise, and a prime base makes one check character strong. */
const ALPHABET = '23456789BCDFGHJKLMNPQRSTVWXYZ'
const BODY_LENGTH = 11

/**
 * A child's identifier: 11 random characters and a check character (weighted sum modulo 29, which finds every single
 * wrong character and every swap of two). It says nothing about place, time or order (AC-08, AC-18).
 *
 * @param randomBelow uniform random integer in [0, n): `crypto.randomInt` outside tests
 */
export function newChildId(randomBelow: (n: number) => number): string {
  let body = ''
  for (let i = 0; i < BODY_LENGTH; i++) body += ALPHABET[randomBelow(ALPHABET.length)]
  return body + checkCharacter(body)
}

/** True when the text has the form of a child id and its check character is right. */
export function isChildId(text: unknown): text is string {
  if (typeof text !== 'string' || text.length !== BODY_LENGTH + 1) return false
  for (const character of text) if (!ALPHABET.includes(character)) return false
  return checkCharacter(text.slice(0, BODY_LENGTH)) === text[BODY_LENGTH]
}

function checkCharacter(body: string): string {
  let sum = 0
  for (let i = 0; i < body.length; i++) sum += (i + 1) * ALPHABET.indexOf(body[i]!)
  return ALPHABET[sum % ALPHABET.length]!
}
