/** A Uint32Array that grows as numbers are pushed: an ordinary array would take several times the memory. */
export class GrowingUint32 {
  private array: Uint32Array<ArrayBuffer>
  length = 0

  constructor(expected = 1024) {
    this.array = new Uint32Array(Math.max(16, expected))
  }

  push(value: number): void {
    if (this.length === this.array.length) this.grow()
    this.array[this.length++] = value
  }

  /** The numbers so far: a view, valid until the next push. */
  view(): Uint32Array<ArrayBuffer> {
    return this.array.subarray(0, this.length)
  }

  private grow(): void {
    const larger = new Uint32Array(this.array.length * 2)
    larger.set(this.array)
    this.array = larger
  }
}

/** The numbers in memory that worker threads can read without a copy. */
export function shared(numbers: Uint32Array): Uint32Array {
  const copy = new Uint32Array(new SharedArrayBuffer(numbers.byteLength))
  copy.set(numbers)
  return copy
}
