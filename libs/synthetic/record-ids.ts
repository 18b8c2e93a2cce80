/** Coprime to 10, so that multiplying walks through all ten-digit numbers before one returns. */
const STRIDE = 6_180_339_887n
const NUMBERS = 10_000_000_000n

/** Ids of a source's records: its letters and ten digits, which say nothing about order in the file or in the family. */
export class RecordIds {
  readonly #letters: string
  readonly #first: bigint
  #given = 0n

  constructor(letters: string, first: number) {
    this.#letters = letters
    this.#first = BigInt(first)
  }

  next(): string {
    const number = (this.#first + this.#given++ * STRIDE) % NUMBERS
    return `${this.#letters}${String(number).padStart(10, '0')}`
  }
}
