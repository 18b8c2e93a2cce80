import { decideLink, exactKeyOf } from '@contactpoint/matching'
import type { Meant } from '../children/parts.service.ts'
import type { Child } from '../children/children.schema.ts'
import { protects } from '../protecting/protecting.rules.ts'
import {
  asSaid,
  evidenceOf,
  fateByVersion,
  hasBecomeAnother,
  isPresent,
  isRepeated,
  linkOf,
  makesNobody,
  mustHide,
  newChild,
  toCandidate,
  wordsWith,
  type RowFate,
  type RowToApply,
} from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** What the directory knows of a row before it is applied. */
export interface KnownOfRow {
  link: SourceRecord | null
  /** Whom it may mean: the one its record is linked to, or all with the same exact key. */
  candidates: readonly Meant[]
  /** What sources have said of each of them, by the id of the record that they mean. */
  records: ReadonlyMap<string, readonly SourceRecord[]>
  /** Of the school that the row brings. */
  authority: string | null
}

/** What a row does where nothing stands in its way. */
export interface Plan {
  row: RowToApply
  fate: RowFate
  /** The record to be written, over the one that was read; null: none. */
  link: SourceRecord | null
  before: SourceRecord | null
  /** The child to be written; null: none. */
  child: Child | null
  isNew: boolean
}

/**
 * What becomes of a row that is plain; null: it is looked at alone. Plain is what makes somebody of whom nobody knows, and what concerns a
 * child that everybody sees and no source holds back: one that is shielded, sealed, quarantined, merged of others or not yet looked at is none.
 *
 * @param newId id of the child, where it makes one
 */
export function planOf(row: RowToApply, known: KnownOfRow, newId: () => string, now: Date): Plan | null {
  const { link, candidates, authority } = known
  const base = { row, before: link, isNew: false, link: null, child: null }
  const linked = link && candidates[0]
  const fate = fateByVersion(row, link)
  if (fate) return fate.fate === 'refused' || (linked && isPlain(linked)) ? { ...base, fate } : null
  if (isRepeated(row, link))
    return linked && isPlain(linked)
      ? { ...base, fate: UNCHANGED, link: linkOf(row, link, linked.record.childId, 'unchanged', now) }
      : null
  if (
    !isPresent(row) ||
    protects(row.record) ||
    link?.parked ||
    (link && link.childId === null) ||
    hasBecomeAnother(row, link)
  )
    return null
  const decision = decideLink(
    evidenceOf(row),
    candidates.map(({ record }) => toCandidate(record, record.childId === link?.childId)),
  )
  if (decision.decision === 'unsure') return null
  if (decision.decision === 'new') {
    const made = linkOf(row, null, newId(), 'created', now)
    return link || makesNobody(row)
      ? null
      : { ...base, fate: CREATED, link: made, child: newChild(made.childId!, made, authority), isNew: true }
  }
  const meant = candidates.find(({ record }) => record.childId === decision.childId)!
  return isPlain(meant) ? updateOf(row, meant, known, now) : null
}

function updateOf(row: RowToApply, { child }: Meant, { link, records, authority }: KnownOfRow, now: Date): Plan {
  const updated = linkOf(row, link, child.childId, 'updated', now)
  const changed = asSaid(child, wordsWith(records.get(child.childId) ?? [], updated._id, updated), authority)
  const base = { row, before: link, isNew: false }
  if (changed === child) return { ...base, fate: UNCHANGED, link: { ...updated, fate: 'unchanged' }, child: null }
  const written: Child = mustHide(child, changed) ? { ...changed, visibility: 'hidden' } : changed
  return { ...base, fate: UPDATED, link: updated, child: written }
}

function isPlain({ record, child }: Meant): boolean {
  return record === child && child.visibility === 'visible' && !child.restricted
}

/**
 * Those of the rows that may be applied together: no two of them make or mean the same child.
 *
 * @returns plans whose record, exact key and child no other has
 */
export function apart(plans: readonly Plan[], all: readonly RowToApply[]): Plan[] {
  const links = countOf(all.map(({ linkId }) => linkId))
  const keys = countOf(all.flatMap((row) => keyOf(row) ?? []))
  const children = countOf(plans.flatMap((plan) => childOf(plan) ?? []))
  const isAlone = (count: Map<string, number>, key: string | null): boolean => key === null || count.get(key) === 1
  return plans.filter(
    (plan) => isAlone(links, plan.row.linkId) && isAlone(keys, keyOf(plan.row)) && isAlone(children, childOf(plan)),
  )
}

function childOf({ link, before }: Plan): string | null {
  return link?.childId ?? before?.childId ?? null
}

/** See `exactKeyOf`. */
export function keyOf(row: RowToApply): string | null {
  return isPresent(row) ? exactKeyOf(evidenceOf(row)) : null
}

function countOf(keys: readonly string[]): Map<string, number> {
  const count = new Map<string, number>()
  for (const key of keys) count.set(key, (count.get(key) ?? 0) + 1)
  return count
}

const CREATED: RowFate = { fate: 'created', code: null }
const UPDATED: RowFate = { fate: 'updated', code: null }
const UNCHANGED: RowFate = { fate: 'unchanged', code: null }
