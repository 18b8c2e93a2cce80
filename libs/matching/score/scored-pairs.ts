import { GrowingUint32 } from '../fields/growing.ts'

/** Pairs of rows with their weight in bits, as they are found. */
export interface Weighed {
  readonly left: Uint32Array<ArrayBuffer>
  readonly right: Uint32Array<ArrayBuffer>
  readonly weight: Float32Array<ArrayBuffer>
}

/** Keeps the pairs that weigh at least so much. */
export class WeighedPairs {
  private readonly left = new GrowingUint32()
  private readonly right = new GrowingUint32()
  private readonly bits = new GrowingUint32()
  private readonly float = new Float32Array(1)
  private readonly word = new Uint32Array(this.float.buffer)

  add(left: number, right: number, weight: number): void {
    this.left.push(left)
    this.right.push(right)
    this.float[0] = weight
    this.bits.push(this.word[0]!)
  }

  done(): Weighed {
    const bits = this.bits.view().slice()
    return { left: this.left.view().slice(), right: this.right.view().slice(), weight: new Float32Array(bits.buffer) }
  }
}

/** Several runs of pairs as one, in their order. */
export function joined(parts: readonly Weighed[]): Weighed {
  const total = parts.reduce((sum, { left }) => sum + left.length, 0)
  const all = { left: new Uint32Array(total), right: new Uint32Array(total), weight: new Float32Array(total) }
  let at = 0
  for (const { left, right, weight } of parts) {
    all.left.set(left, at)
    all.right.set(right, at)
    all.weight.set(weight, at)
    at += left.length
  }
  return all
}

/** `2^w / (1 + 2^w)`, without overflow at either end. */
export function probabilityOf(weight: number): number {
  return weight > 0 ? 1 / (1 + 2 ** -weight) : 2 ** weight / (1 + 2 ** weight)
}

/** The weight in bits of a probability between 0 and 1, both excluded. */
export function bitsOfProbability(probability: number): number {
  return Math.log2(probability / (1 - probability))
}
