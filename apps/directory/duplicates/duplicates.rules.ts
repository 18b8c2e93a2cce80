import { candidateKeys, type ChildRow, type RowDecision } from '@contactpoint/matching'
import { nameParts } from '@contactpoint/text'
import { isShown, toMatchRecord, type Living } from '../children/children.rules.ts'
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

/** Children by each key by which records are held against each other. */
export type ByKey = ReadonlyMap<string, readonly Child[]>

/** Those of whom everybody sees all. */
export function byLookingKey(children: readonly Child[], living: Living): ByKey {
  const byKey = new Map<string, Child[]>()
  for (const child of children.filter((one) => isShown(one, living)))
    for (const key of lookingKeys(child)) byKey.set(key, [...(byKey.get(key) ?? []), child])
  return byKey
}

/**
 * Who may be of one person with each of these children: whoever shares a key with it.
 *
 * @param known among whom they are sought, they themselves among them
 * @returns one list a child
 */
export function othersLike(children: readonly Child[], known: readonly ByKey[]): Child[][] {
  return children.map((child) => {
    const sharing = lookingKeys(child).flatMap((key) => known.flatMap((byKey) => byKey.get(key) ?? []))
    const others = new Map(sharing.map((other) => [other.childId, other]))
    others.delete(child.childId)
    return [...others.values()]
  })
}

/** Each child as a row that may be about those others. Of whom somebody has said who they are, no machine asks. */
export function asRows(children: readonly Child[], others: readonly Child[][], told: Told): ChildRow[] {
  const isFree = ({ childId }: Child): boolean => (told.get(childId) ?? []).every(({ decided }) => decided === null)
  return children.map((child, n) => ({
    row: toMatchRecord(child),
    candidates: (isFree(child) ? others[n]! : []).filter(isFree).map((other) => {
      const isOfSource = haveSourceInCommon(told.get(child.childId), told.get(other.childId))
      return { childId: other.childId, record: toMatchRecord(other), isOfSource }
    }),
  }))
}

/**
 * By what records are held against each other: all that finds a child for a row, and a given or a family name in common with whoever was born on the same day,
 * since a slip may have changed the other one at its beginning.
 */
function lookingKeys(child: Child): string[] {
  const record = toMatchRecord(child)
  const { dateOfBirth, name } = record
  const alike = [
    ...nameParts(name.given[0] ?? '')
      .slice(0, 1)
      .map((part) => `given:${part}`),
    ...nameParts(name.family).map((part) => `family:${part}`),
  ]
  return [...candidateKeys(record), ...alike.map((key) => `${key}|${dateOfBirth}`)]
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

const REST = 100
const SHORTEST_REST_MS = 10 * 60_000
export const LONGEST_REST_MS = 24 * 60 * 60_000
