import type { PairComparer } from '../compare/pair-comparer.ts'
import { totalPairs, type Table } from '../fields/table.ts'
import { Random } from './random.ts'

/** Codes of pairs of rows drawn at random (across the lists, when there are two): nearly all of different people. */
export function randomPairCodes(
  table: Table,
  comparer: PairComparer,
  { randomPairs, seed }: { readonly randomPairs: number; readonly seed: number },
): Uint8Array {
  const isPossible = totalPairs(table) > 0
  const random = new Random(seed)
  const codes = new Uint8Array(isPossible ? randomPairs * comparer.width : 0)
  for (let at = 0; at < codes.length; at += comparer.width) comparer.compare(...random.pair(table), codes, at)
  return codes
}
