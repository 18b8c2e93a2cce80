import { share, type Confusion } from './quality.ts'
import { pairsOf, tally } from './truth.ts'

/**
 * Pairs within clusters against pairs within labels, counted from how many rows each cluster shares with each label;
 * no pair is listed.
 *
 * @param clusters one a row, any whole numbers; rows with the same are joined
 * @param labels one a row; rows with the same are of one person
 * @throws RangeError when the two are not equally long
 */
export function clusterConfusion(clusters: Uint32Array, labels: Uint32Array): Confusion {
  const both = sum(
    overlaps(clusters, labels).map(({ count }) => count),
    pairsOf,
  )
  return {
    truePositives: both,
    falsePositives: sum(tally(clusters).values(), pairsOf) - both,
    falseNegatives: sum(tally(labels).values(), pairsOf) - both,
  }
}

/** Shares from 0 to 1, averaged over rows, so that a large cluster does not drown the others. */
export interface BCubed {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

/** B-cubed precision, recall and F1 (Bagga and Baldwin, 1998). All 1 when there are no rows. */
export function bCubed(clusters: Uint32Array, labels: Uint32Array): BCubed {
  const ofCluster = tally(clusters)
  const ofLabel = tally(labels)
  let precision = 0
  let recall = 0
  for (const { cluster, label, count } of overlaps(clusters, labels)) {
    precision += count ** 2 / ofCluster.get(cluster)!
    recall += count ** 2 / ofLabel.get(label)!
  }
  const p = share(precision, clusters.length)
  const r = share(recall, clusters.length)
  return { precision: p, recall: r, f1: (2 * p * r) / (p + r) }
}

/**
 * The pairs that clusters join, listed. Their number grows with the square of a cluster's size: for clusters of people,
 * not for a label that half of the rows have.
 */
export function pairsWithin(clusters: Uint32Array): { length: number; left: Uint32Array; right: Uint32Array } {
  const members = Map.groupBy(clusters.keys(), (row) => clusters[row]!)
  const left: number[] = []
  const right: number[] = []
  for (const rows of members.values()) {
    for (let first = 0; first < rows.length; first++) {
      for (let second = first + 1; second < rows.length; second++) {
        left.push(rows[first]!)
        right.push(rows[second]!)
      }
    }
  }
  return { length: left.length, left: Uint32Array.from(left), right: Uint32Array.from(right) }
}

/** How many rows a cluster and a label share. */
interface Overlap {
  readonly cluster: number
  readonly label: number
  readonly count: number
}

function overlaps(clusters: Uint32Array, labels: Uint32Array): Overlap[] {
  if (clusters.length !== labels.length) throw new RangeError('there must be one cluster and one label a row')
  const order = Uint32Array.from(clusters.keys()).sort((a, b) => clusters[a]! - clusters[b]! || labels[a]! - labels[b]!)
  const found: Overlap[] = []
  let first = 0
  for (let place = 1; place <= order.length; place++) {
    const [cluster, label] = [clusters[order[first]!]!, labels[order[first]!]!]
    if (clusters[order[place]!] === cluster && labels[order[place]!] === label) continue
    found.push({ cluster, label, count: place - first })
    first = place
  }
  return found
}

function sum(values: Iterable<number>, of: (value: number) => number): number {
  let total = 0
  for (const value of values) total += of(value)
  return total
}
