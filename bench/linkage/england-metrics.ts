import { clusterConfusion, pairsWithin } from '../../libs/matching/evaluate/clusters.ts'
import { quality, type Quality } from '../../libs/matching/evaluate/quality.ts'
import { confusion, type PairColumns } from '../../libs/matching/evaluate/ranking.ts'
import { found, foundByGroup, gap, type Found, type FoundInGroup } from '../../libs/matching/evaluate/review.ts'
import { truthFromLabels, type PairTruth } from '../../libs/matching/evaluate/truth.ts'
import { readRecords } from '../../libs/synthetic/reference.ts'
import type { Row } from './sets.ts'

/** What issue 4 asks of the synthetic England. */
export interface EnglandMetrics {
  readonly joined: Quality
  /** Of the true pairs. */
  readonly found: Found
  /** Pairs of different children that were joined without a person, by why it is easy to do. */
  readonly wrong: {
    readonly twins: number
    readonly siblings: number
    readonly doubles: number
    readonly others: number
  }
  readonly communities: ReadonlyMap<string, FoundInGroup>
  /**
   * Between the best served community and the worst of those with at least {@link FEWEST_PAIRS} true pairs, automatically
   * and with a person's help; 0 to 1. None where there are not two such communities.
   */
  readonly gap?: { readonly automatic: number; readonly shown: number }
}

/** A community with fewer true pairs says little: of 1,000 pairs the share found is known to a point or two. */
const FEWEST_PAIRS = 1000

/** Of one list: truth.csv, clusters.csv and unsure.csv. */
export function dedupeMetrics(files: { truth: string; clusters: string; unsure: string }): EnglandMetrics {
  const people = readRecords(files.truth)
  const rowOf = new Map(people.map(({ id }, row) => [id!, row]))
  const labels = numbered(people.map(({ cluster }) => cluster!))
  const clusterOf = new Map(readRecords(files.clusters).map(({ id, cluster }) => [id!, cluster!]))
  const clusters = numbered(people.map(({ id }) => clusterOf.get(id!)!))
  const row = (id: string): number => rowOf.get(id)!
  const unsure = pairsOf(readRecords(files.unsure), row, row)
  const truePairs = pairsWithin(labels)
  return {
    joined: quality(clusterConfusion(clusters, labels)),
    found: found(truePairs, clusters, unsure),
    wrong: wrongMerges(people, pairsWithin(clusters), truthFromLabels(labels)),
    ...byCommunity(people, truePairs, clusters, unsure),
  }
}

/** Of two lists: truth.csv, people.csv, links.csv and unsure.csv. */
export function linkMetrics(files: { truth: string; people: string; links: string; unsure: string }): EnglandMetrics {
  const people = readRecords(files.people)
  const rowOf = new Map(people.map(({ list, id }, row) => [`${list} ${id}`, row]))
  const read = (file: string): PairColumns =>
    pairsOf(
      readRecords(file),
      (id) => rowOf.get(`l ${id}`)!,
      (id) => rowOf.get(`r ${id}`)!,
    )
  const [truePairs, links, unsure] = [read(files.truth), read(files.links), read(files.unsure)]
  const truth = truthFromLabels(
    numbered(people.map(({ cluster }) => cluster!)),
    people.findIndex(({ list }) => list === 'r'),
  )
  // Links are one to one, so that a link is the whole of its cluster.
  const clusters = Uint32Array.from(people, (_person, row) => row)
  for (let link = 0; link < links.length; link++) clusters[links.right[link]!] = clusters[links.left[link]!]!
  return {
    joined: quality(confusion(links, truth)),
    found: found(truePairs, clusters, unsure),
    wrong: wrongMerges(people, links, truth),
    ...byCommunity(people, truePairs, clusters, unsure),
  }
}

function byCommunity(
  people: readonly Row[],
  truePairs: PairColumns,
  clusters: Uint32Array,
  unsure: PairColumns,
): Pick<EnglandMetrics, 'communities' | 'gap'> {
  const names = people.map(({ community }) => community!)
  const communities = foundByGroup(truePairs, clusters, unsure, names)
  const large = [...communities.values()].filter((one) => one.truePairs >= FEWEST_PAIRS)
  if (large.length < 2) return { communities }
  const [automatic, shown] = [large.map((one) => one.automatic), large.map((one) => one.shown)]
  return { communities, gap: { automatic: gap(automatic), shown: gap(shown) } }
}

function wrongMerges(people: readonly Row[], joined: PairColumns, truth: PairTruth): EnglandMetrics['wrong'] {
  const wrong = { twins: 0, siblings: 0, doubles: 0, others: 0 }
  for (let pair = 0; pair < joined.length; pair++) {
    const [left, right] = [joined.left[pair]!, joined.right[pair]!]
    if (truth.has(left, right)) continue
    const [a, b] = [people[left]!, people[right]!]
    if (a['household'] === b['household']) wrong[a['twin'] === '1' && b['twin'] === '1' ? 'twins' : 'siblings']++
    else wrong[a['double'] === '1' && b['double'] === '1' ? 'doubles' : 'others']++
  }
  return wrong
}

function pairsOf(rows: readonly Row[], left: (id: string) => number, right: (id: string) => number): PairColumns {
  return {
    length: rows.length,
    left: rows.map((row) => left(row['id_l']!)),
    right: rows.map((row) => right(row['id_r']!)),
  }
}

function numbered(names: readonly string[]): Uint32Array {
  const numbers = new Map<string, number>()
  return Uint32Array.from(names, (name) => {
    if (!numbers.has(name)) numbers.set(name, numbers.size)
    return numbers.get(name)!
  })
}
