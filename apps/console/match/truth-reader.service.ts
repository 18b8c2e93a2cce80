import { truthFromLabels, truthFromLinks, type PairTruth } from '@contactpoint/matching'
import { StackError } from '@contactpoint/stack/stack-error'
import { readColumns, readCsv } from './csv-reader.service.ts'

/** Enough for two lists of 47 million rows each, and few enough that a pair of rows is one whole number. */
const MOST_ROWS = 94_906_265

/** What is known, and which number each record has: by list, as two lists may use the same ids. */
export interface KnownTruth {
  readonly truth: PairTruth
  /** The label of each row, when the truth is of one list. */
  readonly labels?: Uint32Array
  /** @throws StackError when the truth of one list does not have the record */
  rowOf(side: Side, id: string): number
}

export type Side = 'left' | 'right'

/** Scored pairs as they stand in a file; each pair once. */
export interface PairsFile {
  readonly length: number
  readonly left: number[]
  readonly right: number[]
  readonly weight: number[]
  readonly probability: number[]
}

/**
 * Reads the truth: `id,cluster` with a line for each record of one list, or `id_l,id_r` with the true pairs of two.
 *
 * @throws StackError with one sentence when it is neither
 */
export async function readTruth(file: string): Promise<KnownTruth> {
  const kind = await kindOfTruth(file)
  return kind === 'labels' ? readLabelTruth(file) : readLinkTruth(file)
}

async function kindOfTruth(file: string): Promise<'labels' | 'links'> {
  let found: 'labels' | 'links' | undefined
  const header = (columns: readonly string[]): void => {
    if (columns.includes('id') && columns.includes('cluster')) found = 'labels'
    else if (columns.includes('id_l') && columns.includes('id_r')) found = 'links'
    else throw new StackError('the truth has the columns id,cluster (one list) or id_l,id_r (two lists).')
  }
  await readCsv(file, { header, row: () => undefined })
  return found!
}

async function readLabelTruth(file: string): Promise<KnownTruth> {
  const { rows, labels } = await readLabels(file)
  const rowOf = (_side: Side, id: string): number => {
    const row = rows.get(id)
    if (row === undefined) throw new StackError(`there is an id which the truth does not have.`)
    return row
  }
  return { truth: truthFromLabels(labels), labels, rowOf }
}

async function readLabels(file: string): Promise<{ rows: Map<string, number>; labels: Uint32Array }> {
  const rows = new Map<string, number>()
  const names = new Map<string, number>()
  const labels: number[] = []
  await readColumns(file, ['id', 'cluster'], ([id, cluster], line) => {
    if (rows.has(id!)) throw new StackError(`line ${line} has an id that is there already.`)
    rows.set(id!, rows.size)
    if (!names.has(cluster!)) names.set(cluster!, names.size)
    labels.push(names.get(cluster!)!)
  })
  return { rows, labels: Uint32Array.from(labels) }
}

async function readLinkTruth(file: string): Promise<KnownTruth> {
  const rows = { left: new Map<string, number>(), right: new Map<string, number>() }
  // Even numbers for the left, odd ones for the right: a list may go on growing, and left and right never meet.
  const rowOf = (side: Side, id: string): number => {
    const known = rows[side]
    const row = known.get(id) ?? known.size * 2 + (side === 'left' ? 0 : 1)
    known.set(id, row)
    return row
  }
  const links: [number, number][] = []
  await readColumns(file, ['id_l', 'id_r'], ([left, right]) => {
    links.push([rowOf('left', left!), rowOf('right', right!)])
  })
  return { truth: truthFromLinks(links, MOST_ROWS), rowOf }
}

/** @throws StackError when it has not the columns of `pairs.csv`, or a weight or probability is not a number */
export async function readPairs(file: string, known: KnownTruth): Promise<PairsFile> {
  const pairs: PairsFile = { length: 0, left: [], right: [], weight: [], probability: [] }
  const once = pairCounter(known)
  await readColumns(file, ['id_l', 'id_r', 'weight', 'probability'], ([idL, idR, weight, probability], line) => {
    const pair = once(idL!, idR!, line)
    if (!pair) return
    const numbers = [Number(weight), Number(probability)] as const
    if (weight === '' || probability === '' || numbers.some(Number.isNaN))
      throw new StackError(`line ${line} has a weight or a probability that is not a number.`)
    pairs.left.push(pair[0])
    pairs.right.push(pair[1])
    pairs.weight.push(numbers[0])
    pairs.probability.push(numbers[1])
  })
  return { ...pairs, length: pairs.left.length }
}

/** @throws StackError when it has not the columns of `links.csv` */
export async function readLinks(
  file: string,
  known: KnownTruth,
): Promise<Pick<PairsFile, 'length' | 'left' | 'right'>> {
  const left: number[] = []
  const right: number[] = []
  const once = pairCounter(known)
  await readColumns(file, ['id_l', 'id_r'], ([idL, idR], line) => {
    const pair = once(idL!, idR!, line)
    if (!pair) return
    left.push(pair[0])
    right.push(pair[1])
  })
  return { length: left.length, left, right }
}

/** @returns the cluster of each record, in the order of the truth; a record that is in none is alone */
export async function readClusters(file: string, known: KnownTruth): Promise<Uint32Array> {
  const clusters = Uint32Array.from(known.labels!, (_label, row) => row)
  const names = new Map<string, number>()
  const seen = new Set<number>()
  await readColumns(file, ['id', 'cluster'], ([id, cluster], line) => {
    if (!names.has(cluster!)) names.set(cluster!, clusters.length + names.size)
    const row = known.rowOf('left', id!)
    if (seen.has(row)) throw new StackError(`line ${line} has an id that is there already.`)
    seen.add(row)
    clusters[row] = names.get(cluster!)!
  })
  return clusters
}

/** Rows of a pair, or nothing when it was there before: in one list also the other way round. */
function pairCounter(known: KnownTruth): (left: string, right: string, line: number) => [number, number] | undefined {
  const seen = new Set<number>()
  return (idL, idR, line) => {
    const rows = [known.rowOf('left', idL), known.rowOf('right', idR)] as const
    if (rows[0] === rows[1]) throw new StackError(`line ${line} pairs a record with itself.`)
    const [left, right] = [Math.min(...rows), Math.max(...rows)]
    const key = left * MOST_ROWS + right
    if (seen.has(key)) return undefined
    seen.add(key)
    return [left, right]
  }
}
