import type { IncomingRecord, Source } from '@contactpoint/contracts'
import { isHeldBack } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'

/** A shield is to be asked for, since a source holds the child back. */
export interface ProtectErrand {
  childId: string
  source: Source
}

/** An errand as the outbox takes it. A child that is held back a second time, after its shield was lifted, has another version. */
export function protectErrand(childId: string, { awaitingShield, version }: Child) {
  const payload: ProtectErrand = { childId, source: awaitingShield! }
  return { _id: `protect:${childId}:${version}`, kind: 'protect', payload }
}

interface LastRow {
  /** Of what it says, without its version. */
  contentHash: string | null
}

interface HoldingRow extends LastRow {
  source: Source
  record: IncomingRecord
}

/** Whether a row says that whoever it is about is to be shielded. */
export function protects(record: IncomingRecord): boolean {
  return record.protect === true
}

/**
 * The child as a row leaves it that holds it back: the same object where the row is no news, or the child is shielded or awaits that.
 *
 * @param last the row of its record that came before; null: none
 * @param before what is stored
 */
export function heldBackBy(row: HoldingRow, last: LastRow | null, before: Child, child: Child): Child {
  const isNews = row.contentHash !== last?.contentHash
  if (!protects(row.record) || !isNews || before.restricted || isHeldBack(before)) return child
  return { ...child, awaitingShield: row.source, version: before.version + 1 }
}

/** The same of a child that is made one with another: what protects one protects both. */
export function heldBackWith(other: Child, child: Child): Child {
  return isHeldBack(other) && !child.restricted ? { ...child, awaitingShield: other.awaitingShield! } : child
}

/** What was a part of a child, as it stands by itself again: held back as that is, whatever was so when they were joined. */
export function heldBackAs(survivor: Child, part: Child): Child {
  const { awaitingShield: _before, ...rest } = part
  return heldBackWith(survivor, rest)
}
