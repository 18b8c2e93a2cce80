import type { Weighed } from '../score/scored-pairs.ts'

/** Who else each row may be: its pairs that are strong enough to join by themselves. */
export class StrongPairs {
  /** Where a row's partners begin; one more at the end. */
  private readonly from: Uint32Array
  private readonly partners: Uint32Array
  private readonly weights: Float32Array

  /** @param strong numbers of the pairs that are kept, the strongest first */
  constructor(rows: number, { left, right, weight }: Weighed, strong: Uint32Array) {
    this.from = new Uint32Array(rows + 1)
    this.partners = new Uint32Array(2 * strong.length)
    this.weights = new Float32Array(2 * strong.length)
    for (const i of strong) for (const row of [left[i]!, right[i]!]) this.from[row + 1]!++
    for (let row = 0; row < rows; row++) this.from[row + 1]! += this.from[row]!
    const next = this.from.slice()
    const add = (row: number, partner: number, bits: number): void => {
      this.partners[next[row]!] = partner
      this.weights[next[row]!++] = bits
    }
    for (const i of strong) {
      add(left[i]!, right[i]!, weight[i]!)
      add(right[i]!, left[i]!, weight[i]!)
    }
  }

  /** The row's partners from so many bits on, the strongest first. */
  *of(row: number, least: number): Generator<number> {
    for (let i = this.from[row]!; i < this.from[row + 1]! && this.weights[i]! >= least; i++) yield this.partners[i]!
  }

  areStrong(row: number, other: number): boolean {
    return this.partners.subarray(this.from[row], this.from[row + 1]).includes(other)
  }
}
