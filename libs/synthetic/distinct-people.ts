import { hashText } from './random.ts'

const BITS = 2 ** 27
const PROBES = 5

/** Text by which two spellings of a name count as the same: no accents, no case, letters only. */
export function nameKey(text: string): string {
  return text
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll(/[^\p{L}]/gu, '')
}

/**
 * Remembers which combinations of name, date of birth and postcode are taken, so that no two people are given the same.
 * A Bloom filter: 16 MB whatever the number of children. It never calls a taken combination free; now and then it calls
 * a free one taken, which only costs another draw of the name.
 */
export class DistinctPeople {
  readonly #bits = new Uint32Array(BITS / 32)

  /**
   * Takes the combination for every one of the family names, or takes nothing and returns false when one may be taken.
   */
  claim(givenName: string, familyNames: string[], dateOfBirth: string, postcode: string): boolean {
    const given = nameKey(givenName)
    const keys = new Set(familyNames.map((family) => `${given}|${nameKey(family)}|${dateOfBirth}|${postcode}`))
    const places = [...keys].map(probes)
    if (places.some((bits) => bits.every((bit) => this.#isSet(bit)))) return false
    for (const bit of places.flat()) this.#bits[bit >>> 5]! |= 1 << (bit & 31)
    return true
  }

  #isSet(bit: number): boolean {
    return (this.#bits[bit >>> 5]! & (1 << (bit & 31))) !== 0
  }
}

function probes(key: string): number[] {
  const first = hashText(key)
  const step = hashText(key, 0x9747b28c) | 1
  return Array.from({ length: PROBES }, (_, i) => ((first + i * step) >>> 0) % BITS)
}
