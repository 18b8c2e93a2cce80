import type { Child } from '../children/children.schema.ts'

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
