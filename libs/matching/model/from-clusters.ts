import { allCodeNames } from '../compare/codes.ts'
import type { PairComparer } from '../compare/pair-comparer.ts'
import { isOneList, totalPairs, type Table } from '../fields/table.ts'
import { mFrom, noCounts, uFrom, type Estimate, type Probabilities } from './estimate.ts'
import { boundedPrior } from './first-model.ts'
import { frequencies, type Frequencies } from './frequencies.ts'
import { Random } from './random.ts'

/** A cluster with more rows lends so many of them, so that one odd cluster neither rules nor costs much. */
const MOST_ROWS_A_CLUSTER = 30

/**
 * The estimate when the clusters are taken for people: m also from pairs that no blocking rule brought together, u from
 * pairs of different people only, and frequencies by person, however many rows each has.
 */
export function estimateFromClusters(
  table: Table,
  comparer: PairComparer,
  clusters: Uint32Array,
  settings: { readonly randomPairs: number; readonly seed: number },
): Estimate {
  const names = allCodeNames(table)
  const people = [...Map.groupBy(clusters.keys(), (row) => clusters[row]!).values()]
  const { counts, pairs } = countWithin(table, comparer, people, noCounts(names))
  const between = countBetween(table, comparer, clusters, settings, noCounts(names))
  return {
    m: mFrom(names, counts),
    u: uFrom(names, between),
    prior: boundedPrior(pairs / totalPairs(table), table),
    frequencies: table.columns.map((_column, index) => personFrequencies(table, index, people)),
  }
}

function countWithin(
  table: Table,
  comparer: PairComparer,
  people: readonly number[][],
  counts: Float64Array[],
): { counts: Float64Array[]; pairs: number } {
  const codes = new Uint8Array(comparer.width)
  let pairs = 0
  for (const rows of people) {
    for (const [left, right] of pairsOf(rows.slice(0, MOST_ROWS_A_CLUSTER), table)) {
      pairs++
      comparer.compare(left, right, codes, 0)
      codes.forEach((code, field) => counts[field]![code]!++)
    }
  }
  return { counts, pairs }
}

function* pairsOf(rows: readonly number[], table: Table): Generator<[number, number]> {
  const oneList = isOneList(table)
  for (let i = 0; i < rows.length; i++)
    for (let j = i + 1; j < rows.length; j++)
      if (oneList || (rows[i]! < table.leftRows && rows[j]! >= table.leftRows)) yield [rows[i]!, rows[j]!]
}

function countBetween(
  table: Table,
  comparer: PairComparer,
  clusters: Uint32Array,
  { randomPairs, seed }: { readonly randomPairs: number; readonly seed: number },
  counts: Float64Array[],
): Probabilities {
  const random = new Random(seed)
  const codes = new Uint8Array(comparer.width)
  for (let i = 0; i < randomPairs && table.rows > 1; i++) {
    const [left, right] = random.pair(table)
    if (clusters[left] === clusters[right]) continue
    comparer.compare(left, right, codes, 0)
    codes.forEach((code, field) => counts[field]![code]!++)
  }
  return counts
}

/** A person whose rows say different things holds each value in part. */
function personFrequencies(table: Table, index: number, people: readonly number[][]): Frequencies {
  const column = table.columns[index]!
  const holders = new Float64Array(column.texts.length)
  for (const rows of people) for (const row of rows) holders[column.ids[row]!]! += 1 / rows.length
  return frequencies(column, holders, people.length)
}
