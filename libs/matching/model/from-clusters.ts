import { allCodeNames } from '../compare/codes.ts'
import type { PairComparer } from '../compare/pair-comparer.ts'
import { totalPairs, type Table } from '../fields/table.ts'
import { Strangers } from './dependence.ts'
import {
  addCodes,
  bothM,
  noCounts,
  uFrom,
  type CodeNames,
  type Counts,
  type Estimate,
  type Probabilities,
} from './estimate.ts'
import { boundedPrior } from './first-model.ts'
import { frequencies, type Frequencies } from './frequencies.ts'
import { patternsOf, type Patterns } from './patterns.ts'
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
  const random = new Random(settings.seed)
  const people = [...Map.groupBy(clusters.keys(), (row) => clusters[row]!).values()]
  const u = uFrom(names, countBetween(table, comparer, clusters, settings.randomPairs, random, noCounts(names)))
  const within = pairsWithin(table, comparer, people)
  const prior = boundedPrior(within.pairs / totalPairs(table), table)
  const { m } = bothM(
    names,
    countWithin(
      within,
      names,
      u.map(() => -1),
    ),
  )
  const dependence = new Strangers(table, comparer, names, random, clusters).dependence({ m, u, prior })
  return {
    ...bothM(names, countWithin(within, names, dependence.parents)),
    u,
    dependence,
    prior,
    frequencies: table.columns.map((_column, index) => personFrequencies(table, index, people)),
  }
}

/** Codes of the pairs of one person, in patterns. */
interface Within {
  readonly pairs: number
  readonly patterns: Patterns
}

function pairsWithin(table: Table, comparer: PairComparer, people: readonly number[][]): Within {
  const lent = people.map((rows) => rows.slice(0, MOST_ROWS_A_CLUSTER))
  const most = lent.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0)
  const codes = new Uint8Array(most * comparer.width)
  let pairs = 0
  for (const rows of lent)
    for (const [left, right] of pairsOf(rows, table)) comparer.compare(left, right, codes, pairs++ * comparer.width)
  return { pairs, patterns: patternsOf(codes.subarray(0, pairs * comparer.width), comparer.width) }
}

function countWithin({ patterns }: Within, names: CodeNames, parents: readonly number[]): Counts {
  const counts: Counts = { all: noCounts(names), given: noCounts(names) }
  for (let i = 0; i < patterns.count; i++)
    addCodes(counts, parents, patterns.codes, i * patterns.width, patterns.pairs[i])
  return counts
}

function* pairsOf(rows: readonly number[], { isOneList, leftRows }: Table): Generator<[number, number]> {
  for (let i = 0; i < rows.length; i++)
    for (let j = i + 1; j < rows.length; j++)
      if (isOneList || (rows[i]! < leftRows && rows[j]! >= leftRows)) yield [rows[i]!, rows[j]!]
}

function countBetween(
  table: Table,
  comparer: PairComparer,
  clusters: Uint32Array,
  randomPairs: number,
  random: Random,
  counts: Float64Array[],
): Probabilities {
  const codes = new Uint8Array(comparer.width)
  for (let i = 0; i < randomPairs && totalPairs(table) > 0; i++) {
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
  return frequencies(column, holders)
}
