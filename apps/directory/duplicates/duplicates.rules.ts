import { candidateKeys, type ChildRow, type RowDecision } from '@contactpoint/matching'
import { isShown, toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { sourceOf } from '../linking/linking.rules.ts'
import type { SourceRecord } from '../linking/linking.schema.ts'

/** A record, and since when the directory has known of whom it is. */
export interface KnownSince {
  record: Child
  /** Others were made one with it: they go on as it, and so it goes on. */
  hasParts: boolean
  /** Milliseconds since 1970; infinite where no source says anything of it. */
  since: number
}

/** Two records of one child, the one first that goes on: people have known its id longer. */
export function goesOnFirst(both: readonly KnownSince[]): [goesOn: Child, other: Child] {
  const [first, second] = both.toSorted(
    (a, b) =>
      Number(b.hasParts) - Number(a.hasParts) || a.since - b.since || (a.record.childId < b.record.childId ? -1 : 1),
  )
  return [first!.record, second!.record]
}

/** What sources have said, by id of the child. */
export type Told = ReadonlyMap<string, readonly SourceRecord[]>

/**
 * Each child, held against those with a key in common with it of whom everybody sees all. Of whom somebody has said who they are, no machine asks; nor is one
 * that was merged held against anybody else: what it was is a part of it.
 *
 * @param found all who have any of the keys of these children
 */
export function heldAgainstOthers(children: readonly Child[], found: readonly Child[], told: Told): ChildRow[] {
  const isFree = ({ childId }: Child): boolean => (told.get(childId) ?? []).every(({ decided }) => decided === null)
  const others = found.filter((one) => isShown(one) && isFree(one))
  const byKey = new Map<string, Child[]>()
  for (const other of others)
    for (const key of candidateKeys(toMatchRecord(other))) byKey.set(key, [...(byKey.get(key) ?? []), other])
  return children.map((child) => {
    const sharing = new Set(
      isFree(child) ? candidateKeys(toMatchRecord(child)).flatMap((key) => byKey.get(key) ?? []) : [],
    )
    const candidates = [...sharing].filter(({ childId }) => childId !== child.childId)
    return {
      row: toMatchRecord(child),
      candidates: candidates.map((other) => {
        const isOfSource = haveSourceInCommon(told.get(child.childId), told.get(other.childId))
        return { childId: other.childId, record: toMatchRecord(other), isOfSource }
      }),
    }
  })
}

/** A source that has told of both holds them for two. */
function haveSourceInCommon(one: readonly SourceRecord[] = [], other: readonly SourceRecord[] = []): boolean {
  const sources = new Set(one.map(({ _id }) => sourceOf(_id)))
  return other.some(({ _id }) => sources.has(sourceOf(_id)))
}

/** Pairs of ids of those whom the model would have joined, had one of them come as a row. */
export function pairsHeldForOne(children: readonly Child[], decisions: readonly RowDecision[]): string[][] {
  const pairs = decisions.flatMap((decided, n) =>
    decided.decision === 'same' ? [[children[n]!.childId, decided.id].toSorted()] : [],
  )
  return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]
}

/** Milliseconds in which a look may be done again: of a small directory soon, of a large one once a day at most. */
export function restAfter(tookMs: number): number {
  return Math.min(Math.max(SHORTEST_REST_MS, tookMs * REST), LONGEST_REST_MS)
}

const REST = 20
const SHORTEST_REST_MS = 10 * 60_000
export const LONGEST_REST_MS = 24 * 60 * 60_000
