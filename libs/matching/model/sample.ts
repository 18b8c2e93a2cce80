import type { PairComparer } from '../compare/pair-comparer.ts'

/** Candidate pairs that training looks at, compared. */
export interface Sample {
  readonly left: Uint32Array
  readonly right: Uint32Array
  /** As many codes a pair as there are columns. */
  readonly codes: Uint8Array
  /** How many candidate pairs each stands for, 1 or more. */
  readonly scale: number
}

/** Every n-th candidate, so that there are `most` of them at most. */
export function sampleOf(
  pairs: { readonly left: Uint32Array; readonly right: Uint32Array },
  comparer: PairComparer,
  most: number,
): Sample {
  const step = Math.max(1, Math.ceil(pairs.left.length / most))
  const count = Math.ceil(pairs.left.length / step)
  const left = Uint32Array.from({ length: count }, (_, i) => pairs.left[i * step]!)
  const right = Uint32Array.from({ length: count }, (_, i) => pairs.right[i * step]!)
  const codes = new Uint8Array(count * comparer.width)
  for (let i = 0; i < count; i++) comparer.compare(left[i]!, right[i]!, codes, i * comparer.width)
  return { left, right, codes, scale: step }
}
