/** Pairs with the same codes in all fields, taken together: training looks at each pattern once. */
export interface Patterns {
  readonly width: number
  readonly count: number
  /** `width` codes a pattern. */
  readonly codes: Uint8Array
  /** How many pairs have the pattern. */
  readonly pairs: Float64Array
}

/** @param codes `width` codes a pair */
export function patternsOf(codes: Uint8Array, width: number): Patterns {
  const numbers = new Map<string | number, number>()
  const found: number[] = []
  const pairs: number[] = []
  for (let at = 0; at + width <= codes.length; at += width) {
    const key = keyOf(codes, at, width)
    const number = numbers.get(key)
    if (number !== undefined) pairs[number]!++
    else {
      numbers.set(key, pairs.length)
      pairs.push(1)
      found.push(at)
    }
  }
  const kept = new Uint8Array(found.length * width)
  found.forEach((at, i) => kept.set(codes.subarray(at, at + width), i * width))
  return { width, count: found.length, codes: kept, pairs: Float64Array.from(pairs) }
}

/** Codes are below 16, so thirteen of them fit a double exactly. */
function keyOf(codes: Uint8Array, at: number, width: number): string | number {
  if (width > 13) return codes.subarray(at, at + width).join(',')
  let key = 0
  for (let i = 0; i < width; i++) key = key * 16 + codes[at + i]!
  return key
}
