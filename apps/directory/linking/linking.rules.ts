import {
  FED_FIELDS,
  type FedField,
  type AppliedFate,
  type AppliedRow,
  type DiedRecord,
  type IncomingRecord,
  type InvolvedRecord,
  type ParkedRow,
  type PresentRecord,
  type Source,
} from '@contactpoint/contracts'
import { candidateKeys, type ComparedChild } from '@contactpoint/matching'
import { hash } from 'node:crypto'
import { isHeldBack, VISIBLE_FIELDS } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { tellingBy, toldMore, type SourceWord, type Telling } from '../children/said.rules.ts'
import { isSame } from '../children/same.rules.ts'
import { foldWords } from '../children/survivorship.rules.ts'
import { isSeenOtherwise } from '../restrictions/restrictions.rules.ts'
import type { SourceRecord } from './linking.schema.ts'

/** A row on its way to a child. */
export interface RowToApply<Incoming extends IncomingRecord = IncomingRecord> {
  source: Source
  batchId: string
  row: number
  line: number
  record: Incoming
  linkId: string
  /** Of what it says: the version and the day are not part of it. */
  contentHash: string
}

/** A row that says who somebody is. */
export type PresentRow = RowToApply<PresentRecord | DiedRecord | InvolvedRecord>

export function toRow<Incoming extends IncomingRecord>(
  source: Source,
  batchId: string,
  { row, line, record }: AppliedRow & { record: Incoming },
): RowToApply<Incoming> {
  const { version: _version, asOf: _asOf, ...said } = record
  const contentHash = hash('sha256', JSON.stringify(said), 'hex')
  return { source, batchId, row, line, record, linkId: `${source}:${record.recordId}`, contentHash }
}

export function isPresent(row: RowToApply): row is PresentRow {
  return row.record.kind !== 'moved'
}

/** What is held against children, so that a row finds whom it is about. */
export function evidenceOf({ record }: PresentRow): ComparedChild {
  if (record.kind !== 'involved') return record
  return { ...record, address: { postcode: record.postcode }, identifiers: [], carers: [] }
}

/** What finds whom a row is about; two rows with one of these in common may be of one child. */
export function keysOf(row: RowToApply): string[] {
  return isPresent(row) ? candidateKeys(evidenceOf(row)) : []
}

/** True of what is said of somebody whom others have told of: by itself it is no child. */
export function makesNobody({ record }: RowToApply): boolean {
  return record.kind === 'died' || record.kind === 'involved'
}

export function schoolIn({ record }: RowToApply): string | null {
  return record.kind === 'involved' ? null : (record.education?.schoolUrn ?? null)
}

/** What becomes of a row, without its name. */
export type RowFate = Omit<AppliedFate, 'recordId'>

/** Of whoever a row makes, or changes so, that a restricted child may be meant. */
export const NEAR: RowFate = { fate: 'parked', code: 'near-restricted' }

/**
 * What a row's version says before its content is compared with any child; null: go on. The very row that was taken in last gets
 * the fate it had; the same content from elsewhere is a repeat.
 */
export function fateByVersion(row: RowToApply, link: SourceRecord | null): RowFate | null {
  if (!link || row.record.version > link.version) return null
  if (row.record.version < link.version) return { fate: 'refused', code: 'older-version' }
  if (link.contentHash !== null && row.contentHash !== link.contentHash)
    return { fate: 'refused', code: 'same-version-other-content' }
  if (link.parked) return { fate: 'parked', code: link.parked }
  const isSameRow = link.batchId === row.batchId && link.row === row.row
  return { fate: isSameRow ? link.fate : 'unchanged', code: null }
}

/** True of a later delivery that says of a child what was taken in of it: nothing else needs to be looked at. */
export function isRepeated(row: RowToApply, link: SourceRecord | null): boolean {
  return link !== null && link.childId !== null && link.parked === null && row.contentHash === link.contentHash
}

/** The record that is written with a row that is taken in. What officers have left out stays left out. */
export function linkOf(
  row: RowToApply,
  before: SourceRecord | null,
  childId: string,
  fate: SourceRecord['fate'],
  time: Date,
): SourceRecord {
  const { told, left } = before ?? NOTHING_TOLD
  // Whose it is was not said by whoever said that it is nobody's.
  const decided = before?.childId ? before.decided : null
  // Of a row that was drawn it is still asked whether the model decided well.
  const question = before?.parked === null ? before.question : null
  const answer = before?.answer && { answer: before.answer }
  return {
    ...{ ...lastOf(row), childId, fate, ...DECIDED, question, left, decided, ...answer },
    told: left === row.contentHash ? told : toldMore(told, tellingOf(row, time)),
  }
}

/**
 * The record that is written with a row that waits: what it says is not among what was told.
 *
 * @param time of a row that somebody may yet take in; null: it can only be left, and what it says is not kept
 */
export function parkedLink(
  row: RowToApply,
  before: SourceRecord | null,
  childId: string | null,
  parked: string,
  time: Date | null = null,
): SourceRecord {
  const { told, left, decided } = before ?? NOTHING_TOLD
  return {
    ...{ ...lastOf(row), childId, fate: 'parked', parked, told, left, decided },
    ...{ waiting: time && tellingOf(row, time), question: null, ...(before?.answer && { answer: before.answer }) },
  }
}

/** A record with what it says that waits taken in, as if the rows came now. @param rows the newest last */
export function takenIn(link: SourceRecord, rows: readonly Telling[]): SourceRecord {
  return { ...link, ...DECIDED, fate: 'updated', told: rows.reduce(toldMore, link.told), left: null }
}

/** A record without what it says that waits, of which nobody is asked again. */
export function leftOut(link: SourceRecord): SourceRecord {
  return { ...link, ...DECIDED, fate: 'unchanged', left: link.contentHash }
}

/** Of a record of which nothing waits. */
export const DECIDED = { parked: null, waiting: null, question: null }
const NOTHING_TOLD: Pick<SourceRecord, 'told' | 'left' | 'decided'> = { told: [], left: null, decided: null }

export function lastOf({ linkId, batchId, row, contentHash, record: { version } }: RowToApply) {
  return { _id: linkId, version, contentHash, batchId, row }
}

/** The same of a record whose last row is one that it has told. */
export function lastTold({ again, ...telling }: Telling) {
  const { version, contentHash, batchId, row } = again ?? telling
  return { version, contentHash, batchId, row }
}

function tellingOf({ record, batchId, row, line, contentHash }: RowToApply, time: Date): Telling {
  const { version, asOf } = record
  return tellingBy(record, { version, asOf, batchId, row, line, contentHash, time })
}

export function sourceOf(linkId: string): Source {
  return linkId.slice(0, linkId.indexOf(':')) as Source
}

export function toWord({ _id: linkId, told }: SourceRecord): SourceWord {
  return { linkId, source: sourceOf(linkId), told }
}

/** What all records of a child have said, with one of them as it is now; null: without it. */
export function wordsWith(records: readonly SourceRecord[], linkId: string, now: SourceRecord | null): SourceWord[] {
  const others = records.filter(({ _id }) => _id !== linkId)
  return [...others, ...(now ? [now] : [])].map(toWord)
}

/**
 * A parked row as the desk sees it: where it stands, why it waits, and what it speaks of. Nothing of that depends on what a shield hides.
 *
 * @param child whom it is about; null: it can only be left
 */
export function toParkedRow({ _id, batchId, row, parked, waiting }: SourceRecord, child: Child | null): ParkedRow {
  return {
    ...{ source: sourceOf(_id), batchId, row, code: parked! },
    says: child && waiting ? FED_FIELDS.filter((field) => isSpokenOf(waiting, field, child)) : [],
  }
}

/** What everybody sees of a shielded child is spoken of where it would be seen otherwise; of a sealed one nobody sees anything. */
function isSpokenOf({ said, ended }: Telling, field: FedField, child: Child): boolean {
  const isSeen = child.visibility !== 'sealed' && field in VISIBLE_FIELDS
  const isSaid = said[field] !== undefined || (ended as FedField[]).includes(field)
  return isSaid && !(isSeen && isSame(said[field], child[field]))
}

/** Whether a row says what its record has said last, or what officers have left out of it: whoever it is about, that is no news. */
export function isNoNews({ contentHash }: RowToApply, before: SourceRecord | null): boolean {
  return before !== null && [before.told.at(-1)?.contentHash, before.left].includes(contentHash)
}

export function newChild(childId: string, said: SourceRecord, authority: string | null): Child {
  return {
    childId,
    version: 1,
    visibility: 'hidden',
    restricted: false,
    covered: false,
    restriction: 0,
    ...foldWords([toWord(said)]),
    authority,
  }
}

/**
 * The child as all its sources say it now; the same object when that changes nothing. Who is responsible for a restricted child is
 * not for a feed to say: its shield would change hands by a row.
 *
 * @param authority of the school that the row brings, if it brings one
 */
export function asSaid(child: Child, words: readonly SourceWord[], authority: string | null): Child {
  const folded = foldWords(words)
  if (FED_FIELDS.every((field) => isSame(child[field], folded[field]))) return child
  const responsible = child.restricted ? (child.authority ?? authority) : (authority ?? child.authority)
  return { ...child, ...folded, authority: responsible, version: child.version + 1 }
}

/** What changes how a child is seen may bring it near a restricted one; who is held back is unseen. A restricted child is covered by its own shield. */
export function mustHide(child: Child, changed: Child): boolean {
  if (child.visibility !== 'visible' || child.restricted) return false
  return isHeldBack(changed) || isSeenOtherwise(child, changed)
}
