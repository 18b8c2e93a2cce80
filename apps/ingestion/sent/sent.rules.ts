import {
  PREVIEW_ITEMS,
  type BatchPreview,
  type FedService,
  type IncomingRecord,
  type MovedRecord,
  type PreviewItem,
} from '@contactpoint/contracts'
import { foldName } from '@contactpoint/text'
import { hash } from 'node:crypto'
import type { SentItems, SentRow } from './sent.schema.ts'

const KNOWS_NOTHING: Pick<MovedRecord, 'address' | 'carers' | 'education' | 'gpPracticeCode'> = {
  ...{ address: null, carers: [], education: null, gpPracticeCode: null },
}

/** What of each item makes it another one: a spelling or a line of an address does not; that it is withheld from now on does. */
export function itemsOf(record: IncomingRecord): SentItems {
  const { address, carers, education, gpPracticeCode, ended = [] } = { ...KNOWS_NOTHING, ...record }
  const { protect: isWithheld = false } = record
  const name = record.kind === 'moved' ? null : [record.name.given[0] ?? '', record.name.family].map(foldName)
  const said: Record<PreviewItem, unknown> = {
    name,
    'date-of-birth': record.kind === 'moved' ? null : record.dateOfBirth,
    gender: record.kind === 'moved' ? null : record.gender,
    address: isWithheld || ended.includes('address') ? [] : (address?.postcode ?? null),
    school: ended.includes('education') ? [] : (education?.schoolUrn ?? null),
    'gp-practice': ended.includes('gpPracticeCode') ? [] : gpPracticeCode,
    carers: carers.length > 0 ? carers.map((carer) => [carer.name.given, carer.name.family, carer.phone]) : null,
    services: ended.includes('services') ? [] : record.kind === 'involved' ? reached(record.service) : null,
  }
  const known = PREVIEW_ITEMS.filter((item) => said[item] !== null)
  return Object.fromEntries(known.map((item) => [item, hashed(said[item])]))
}

function reached({ service, organisation, personName, phone, email, leadProfessional }: FedService): unknown[] {
  return [service, organisation, foldName(personName ?? ''), phone, email, leadProfessional]
}

/** Those of the items that are not as they were sent before; what was not spoken of before is no change. */
export function changedItems(before: SentItems, now: SentItems): PreviewItem[] {
  return PREVIEW_ITEMS.filter((item) => before[item] && now[item] && before[item] !== now[item])
}

/** What is kept of a record when another row of it came; the same batch again changes nothing. */
export function sentAfter(
  known: (SentRow & { before: SentRow | null }) | undefined,
  batchId: string,
  items: SentItems,
) {
  const before =
    known?.batchId === batchId ? known.before : known ? { batchId: known.batchId, items: known.items } : null
  return { batchId, items: { ...before?.items, ...items }, before }
}

export function noPreview(): BatchPreview {
  return {
    new: 0,
    known: 0,
    missing: 0,
    changed: 0,
    changes: Object.fromEntries(PREVIEW_ITEMS.map((item) => [item, 0])) as never,
  }
}

/** A preview with one more row. @param before what was sent of its record; undefined: nothing ever */
export function previewWith(preview: BatchPreview, before: SentItems | undefined, now: SentItems): BatchPreview {
  if (!before) return { ...preview, new: preview.new + 1 }
  const items = changedItems(before, now)
  const changes = { ...preview.changes }
  for (const item of items) changes[item] += 1
  return { ...preview, known: preview.known + 1, changed: preview.changed + (items.length > 0 ? 1 : 0), changes }
}

/** Share of known records, in a hundred, of which a file may change the item; beyond it, somebody else says that it is meant. */
export type Brakes = Readonly<Partial<Record<PreviewItem, number>>>

/**
 * The item of which a file changes too much to be taken in unseen; null: none.
 *
 * @param few so many changes are always taken: a small file changes much of itself
 */
export function brakeOf({ known, changes }: BatchPreview, brakes: Brakes, few: number): PreviewItem | null {
  const isTooMuch = (item: PreviewItem): boolean => {
    const most = brakes[item]
    return most !== undefined && changes[item] > few && changes[item] * 100 > known * most
  }
  return PREVIEW_ITEMS.find(isTooMuch) ?? null
}

function hashed(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url').slice(0, 22)
}
