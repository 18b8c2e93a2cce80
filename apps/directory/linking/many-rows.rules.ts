import type { Meant } from '../children/parts.service.ts'
import type { Child } from '../children/children.schema.ts'
import { protects } from '../protecting/protecting.rules.ts'
import { askedLink, takenLink, type ByModel, type FreshQuestion } from './asked.rules.ts'
import { isQuestion } from './deciding.rules.ts'
import type { Decided } from './deciding.service.ts'
import {
  asSaid,
  fateByVersion,
  isPresent,
  isRepeated,
  linkOf,
  makesNobody,
  mustHide,
  newChild,
  parkedLink,
  wordsWith,
  type RowFate,
  type RowToApply,
} from './linking.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** What the directory knows of a row before it is applied. */
export interface KnownOfRow {
  link: SourceRecord | null
  /** Whom it may mean: the one its record is linked to, or all who share a key with it. */
  candidates: readonly Meant[]
  /** Keys of a row whose record is no child's; empty for others. */
  keys: readonly string[]
  /** Whom it is about; null where that is not asked. */
  decided: Decided | null
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

/** What a plan may need that is new. */
export interface Fresh extends FreshQuestion {
  childId: () => string
}

/**
 * What becomes of a row that is plain; null: it is looked at alone. Plain is what makes somebody of whom nobody knows, what is nobody's and waits, and
 * what concerns a child that everybody sees and no source holds back: one that is shielded, sealed, quarantined, merged of others or not yet looked at
 * is none.
 */
export function planOf(row: RowToApply, known: KnownOfRow, fresh: Fresh): Plan | null {
  const { link, candidates, authority, decided } = known
  const { now } = fresh
  const base = { row, before: link, isNew: false, link: null, child: null }
  const linked = link && candidates[0]
  const fate = fateByVersion(row, link)
  const isNobodys = link?.childId === null
  if (fate) return fate.fate === 'refused' || isNobodys || (linked && isPlain(linked)) ? { ...base, fate } : null
  if (isRepeated(row, link))
    return linked && isPlain(linked)
      ? { ...base, fate: UNCHANGED, link: linkOf(row, link, linked.record.childId, 'unchanged', now) }
      : null
  if (!isPresent(row) || protects(row.record) || link?.parked || isNobodys || !decided) return null
  const { decision, by } = decided
  if (decision.decision === 'same') return isPlain(decision.meant) ? updateOf(row, decision.meant, known, fresh) : null
  if (link) return null
  if (decision.decision === 'unsure') return waitingOf(row, decision.reason, by, fresh)
  if (makesNobody(row)) return waitingOf(row, 'nobody-known', by, fresh)
  const made = takenLink(row, null, fresh.childId(), 'created', fresh, by)
  return { ...base, fate: CREATED, link: made, child: newChild(made.childId!, made, authority), isNew: true }
}

/** Of a row of which nothing was known before. */
function waitingOf(row: RowToApply, code: string, by: ByModel, fresh: Fresh): Plan {
  const link = isQuestion(code) ? askedLink(row, null, null, code, fresh, by) : parkedLink(row, null, null, code)
  return { row, fate: { fate: 'parked', code }, link, before: null, child: null, isNew: false }
}

function updateOf(row: RowToApply, { child }: Meant, known: KnownOfRow, fresh: Fresh): Plan {
  const { link, records, authority, decided } = known
  const updated = takenLink(row, link, child.childId, 'updated', fresh, decided?.by ?? {})
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
 * Those of the plans that may be carried out together: each is the first of the rows that it meets. Rows of one record, with a key in common, and
 * about one child keep their order, so what comes after a row that is looked at alone waits for it.
 *
 * @param plans of the rows, in their order; null where a row is looked at alone
 */
export function firstOfEach(
  rows: readonly RowToApply[],
  plans: readonly (Plan | null)[],
  known: readonly KnownOfRow[],
): Plan[] {
  const met = new Set<string>()
  return rows.flatMap((row, n) => {
    const meets = metBy(row, known[n]!)
    const isFirst = meets.every((one) => !met.has(one))
    for (const one of meets) met.add(one)
    return (isFirst && plans[n]) || []
  })
}

/** What says again what its record has said touches that record alone. */
function metBy(row: RowToApply, { link, candidates, keys }: KnownOfRow): string[] {
  if (isRepeated(row, link)) return [row.linkId]
  const children = candidates.flatMap(({ record, child }) => [record.childId, child.childId])
  return [row.linkId, ...keys, ...children]
}

const CREATED: RowFate = { fate: 'created', code: null }
const UPDATED: RowFate = { fate: 'updated', code: null }
const UNCHANGED: RowFate = { fate: 'unchanged', code: null }
