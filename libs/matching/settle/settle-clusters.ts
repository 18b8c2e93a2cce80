import { pairKey } from '../decide/pair-key.ts'
import type { Run } from '../engine/run.ts'
import type { Table } from '../fields/table.ts'
import { isOpenRule, OpenJudge } from './judge-open.ts'
import { knownTwo } from './known-two.ts'
import { isMove, MovedTogether } from './moved-together.ts'
import { Namesakes } from './namesakes.ts'
import { settledQuestions, type Question } from './open-graph.ts'
import { arePlainlyTwo } from './plainly-two.ts'
import { Register } from './register.ts'

/**
 * Joins clusters between which a question stood that has one answer: see {@link settledQuestions}. Where many rows have a
 * number of a national scheme, a row without one is expected to be of somebody there: that nobody else there fits counts.
 *
 * @param clusters for each row the lowest row of its cluster
 * @returns the same with the clusters joined
 */
export function settleClusters(table: Table, run: Run, clusters: Uint32Array): Uint32Array {
  const rowsOf = Map.groupBy(clusters.keys(), (row) => clusters[row]!)
  const asked = askedClusters(run, clusters).filter(
    ({ a, b }) => !arePlainlyTwo(run.scorer, rowsOf.get(a)!, rowsOf.get(b)!),
  )
  if (!asked.some(({ isOpen }) => isOpen)) return clusters
  const { scorer, settings } = run
  const register = new Register(table)
  const absence = register.absence(run.weighed, settings.split)
  const areTwo = (a: number, b: number): boolean => scorer.contradiction(a, b)?.reason === 'conflicting-identifier'
  const namesakes = new Namesakes(table, run.result.model)
  const known = knownTwo(table, { scorer, namesakes }, register.rows(), areTwo)
  const moved = movesIn(table, run, clusters)
  const judge = new OpenJudge({ scorer, known, moved, namesakes, settings })
  const isNumbered = (cluster: number): boolean => rowsOf.get(cluster)!.some((row) => register.has(row))
  const questions = asked.map(({ a, b, isDecided }): Question => {
    const expected = isNumbered(a) !== isNumbered(b) ? absence : 1
    return { a, b, bits: isDecided ? null : judge.bits(rowsOf.get(a)!, rowsOf.get(b)!, expected) }
  })
  return united(clusters, settledQuestions(questions))
}

interface Asked {
  readonly a: number
  readonly b: number
  /** Of a pair between them a rule says "perhaps". */
  readonly isOpen: boolean
  /** People keep them apart. */
  readonly isDecided: boolean
}

/** The clusters with a pair between them that may be of one person, each two once. */
function askedClusters({ weighed, scorer, settings, decisions }: Run, clusters: Uint32Array): Asked[] {
  const apart = decisions.filter(({ same }) => !same)
  const decided = new Set(apart.map(({ left, right }) => pairKey(clusters[left]!, clusters[right]!)))
  const found = new Map<string, Asked>()
  for (let i = 0; i < weighed.weight.length; i++) {
    const [a, b] = [clusters[weighed.left[i]!]!, clusters[weighed.right[i]!]!]
    if (a === b || weighed.weight[i]! < settings.split) continue
    const key = pairKey(a, b)
    // A twin of quite another name is no rival of a short form.
    if (scorer.arePlainlyTwo(weighed.left[i]!, weighed.right[i]!)) continue
    const isOpen = found.get(key)?.isOpen === true || isOpenRule(scorer, weighed.left[i]!, weighed.right[i]!)
    found.set(key, { a, b, isOpen, isDecided: decided.has(key) })
  }
  return [...found.values()]
}

function movesIn(table: Table, { weighed, scorer, settings }: Run, clusters: Uint32Array): MovedTogether {
  const moves = new MovedTogether(table, scorer)
  for (let i = 0; i < weighed.weight.length; i++) {
    const [left, right] = [weighed.left[i]!, weighed.right[i]!]
    if (clusters[left] === clusters[right] || weighed.weight[i]! < settings.split) continue
    if (isMove(scorer.kindOf(left, right))) moves.add(left, right)
  }
  return moves
}

/** The lowest row of each cluster of clusters. */
function united(clusters: Uint32Array, joined: readonly Question[]): Uint32Array {
  const parents = new Map<number, number>()
  const rootOf = (cluster: number): number => {
    let at = cluster
    for (let next = parents.get(at); next !== undefined; next = parents.get(at)) at = next
    return at
  }
  for (const { a, b } of joined) {
    const [one, other] = [rootOf(a), rootOf(b)]
    if (one !== other) parents.set(Math.max(one, other), Math.min(one, other))
  }
  return clusters.map(rootOf)
}
