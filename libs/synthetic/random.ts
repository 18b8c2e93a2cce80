const TWO_TO_32 = 0x1_0000_0000

/**
 * Repeatable random numbers: the generator sfc32, its state filled by splitmix32. Not for secrets.
 *
 * @param seed any safe integer; equal seeds give equal sequences on every platform
 * @throws RangeError when the seed is not a safe integer
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError('seed must be a whole number')
    const next = splitmix32((seed ^ Math.floor(seed / TWO_TO_32)) | 0)
    this.#a = next()
    this.#b = next()
    this.#c = next()
    for (let warmUp = 0; warmUp < 12; warmUp++) this.next()
  }

  /** Uniform in [0, 1), 32 bits fine. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return (sum >>> 0) / TWO_TO_32
  }

  /** Whole number in [0, n). */
  below(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** Whole number in [least, most], both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** True as often as not. */
  coin(): boolean {
    return this.next() * 2 < 1
  }

  /** @throws RangeError when the list is empty */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[this.below(list.length)]!
  }
}

/** A list to draw from in proportion to weights (zero or more, any unit). */
export class Weighted<T> {
  readonly #items: readonly T[]
  readonly #cumulative: Float64Array

  /** @throws RangeError when the weights add up to nothing */
  constructor(items: readonly T[], weightOf: (item: T) => number) {
    this.#items = items
    this.#cumulative = new Float64Array(items.length)
    let sum = 0
    items.forEach((item, i) => (this.#cumulative[i] = sum += weightOf(item)))
    if (!(sum > 0)) throw new RangeError('weights must add up to more than zero')
  }

  draw(random: Random): T {
    const target = random.next() * this.#cumulative[this.#cumulative.length - 1]!
    let low = 0
    let high = this.#cumulative.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#cumulative[middle]! > target) high = middle
      else low = middle + 1
    }
    return this.#items[low]!
  }
}

/** A 32-bit number from text (FNV-1a), the same on every run. */
export function hashText(text: string, start = 0x811c9dc5): number {
  let hash = start
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

function splitmix32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}
