import { createHash } from 'node:crypto'

/**
 * A Bloom filter: whatever was put in is found, and of what was not, fewer than one in 10,000. Source: B. H. Bloom, Space/time trade-offs in
 * hash coding with allowable errors, 1970; two hashes stand for all: A. Kirsch, M. Mitzenmacher, Less hashing, same performance, 2006.
 */
const BITS_EACH = 20
const HASHES = 14

/** @param passwords each once or more, however they are written */
export function filterOf(passwords: readonly string[]): Uint8Array {
  const distinct = new Set(passwords.map(folded))
  const filter = new Uint8Array(Math.ceil((distinct.size * BITS_EACH) / 8))
  for (const password of distinct) for (const bit of bitsOf(password, filter)) filter[bit >> 3]! |= 1 << (bit & 7)
  return filter
}

export function isIn(filter: Uint8Array, password: string): boolean {
  return bitsOf(folded(password), filter).every((bit) => (filter[bit >> 3]! & (1 << (bit & 7))) !== 0)
}

/** Capital letters and blanks around it make no other password of one that everybody uses. */
function folded(password: string): string {
  return password.normalize('NFKC').trim().toLowerCase()
}

function bitsOf(password: string, { length }: Uint8Array): number[] {
  const digest = createHash('sha256').update(password).digest()
  // Below 2^53 whatever n is.
  const [first, second] = [digest.readUIntBE(0, 6), digest.readUIntBE(6, 5)]
  return Array.from({ length: HASHES }, (_one, n) => (first + n * second) % (length * 8))
}
