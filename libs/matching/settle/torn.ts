import type { Link, Links } from '../decide/links.ts'
import type { Run } from '../engine/run.ts'
import type { Table } from '../fields/table.ts'
import type { OpenKind } from '../score/open-kinds.ts'
import type { PairScorer } from '../score/pair-scorer.ts'
import { SURE } from './hypotheses.ts'
import { Register } from './register.ts'

// Twins called Thomas and Tom, of whom one list has both and the other one Tom: he may be Thomas, written down as he is
// called. By the rates of short forms one in some tens is, so that the very name does not tell.

/** Ways to be written down under what may be the name of a twin. */
const AT_HOME: readonly (OpenKind | null)[] = ['variant', 'slip', 'initial', 'part']

/** True where the row may be the other's record nearly as well as its partner's. */
function mayBeOther(scorer: PairScorer, row: number, partner: number, other: number): boolean {
  if (!AT_HOME.includes(scorer.kindOf(row, other))) return false
  return scorer.evidence(row, partner).all - scorer.evidence(row, other).all < SURE
}

/** The links of two lists in which nobody stands twice, less those of a row that may be of its partner's twin, who has none. */
export function withoutTornLinks({ weighed, scorer, settings }: Run, { links, undecided }: Links): Links {
  const linkOf = new Map(links.flatMap((link) => [link.left, link.right].map((row) => [row, link] as const)))
  const torn = new Map<Link, Link[]>()
  for (let i = 0; i < weighed.weight.length; i++) {
    if (weighed.weight[i]! < settings.split) continue
    const pair = { left: weighed.left[i]!, right: weighed.right[i]! }
    const [ofLeft, ofRight] = [linkOf.get(pair.left), linkOf.get(pair.right)]
    const link = ofLeft ?? ofRight
    if (!link || (ofLeft && ofRight)) continue
    const isTorn = ofLeft
      ? mayBeOther(scorer, pair.left, ofLeft.right, pair.right)
      : mayBeOther(scorer, pair.right, link.left, pair.left)
    if (isTorn) torn.set(link, [...(torn.get(link) ?? [link]), pair])
  }
  return {
    links: links.filter((link) => !torn.has(link)),
    undecided: [...undecided, ...[...torn.values()].flat()],
  }
}

/**
 * Takes a row without a number out of a cluster where it may be of another child with a number of its own.
 *
 * @param clusters for each row the lowest row of its cluster, as is the answer
 */
export function withoutTornRows(table: Table, { weighed, scorer, settings }: Run, clusters: Uint32Array): Uint32Array {
  const register = new Register(table)
  const rowsOf = Map.groupBy(clusters.keys(), (row) => clusters[row]!)
  const torn = new Set<number>()
  const look = (row: number, other: number): void => {
    if (register.has(row) || !register.has(other) || torn.has(row)) return
    const partner = rowsOf.get(clusters[row]!)!.find((one) => register.has(one))
    if (partner === undefined || scorer.contradiction(partner, other)?.reason !== 'conflicting-identifier') return
    if (mayBeOther(scorer, row, partner, other)) torn.add(row)
  }
  for (let i = 0; i < weighed.weight.length; i++) {
    const [left, right] = [weighed.left[i]!, weighed.right[i]!]
    if (weighed.weight[i]! < settings.split || clusters[left] === clusters[right]) continue
    look(left, right)
    look(right, left)
  }
  if (torn.size === 0) return clusters
  const kept = new Map([...rowsOf].map(([cluster, rows]) => [cluster, rows.find((row) => !torn.has(row))]))
  return clusters.map((cluster, row) => (torn.has(row) ? row : (kept.get(cluster) ?? row)))
}
