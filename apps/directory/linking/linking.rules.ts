import type { AppliedFate, AppliedRow, IncomingRecord, ParkedRow, Source } from '@contactpoint/contracts'
import { nameKey, type LinkCandidate } from '@contactpoint/matching'
import { createHash } from 'node:crypto'
import { FED_FIELDS, type FedField } from '../children/fed-fields.rules.ts'
import type { Child, Name, Provenance } from '../children/children.schema.ts'
import type { SourceLink } from './linking.schema.ts'
import { betterName, distinctNames, isSameName } from '../children/names.rules.ts'

/** A row on its way to a child. */
export interface RowToApply {
  source: Source
  batchId: string
  row: number
  line: number
  record: IncomingRecord
  linkId: string
  contentHash: string
}

export function toRow(source: Source, batchId: string, { row, line, record }: AppliedRow): RowToApply {
  const contentHash = createHash('sha256').update(JSON.stringify(record)).digest('hex')
  return { source, batchId, row, line, record, linkId: `${source}:${record.recordId}`, contentHash }
}

/** What becomes of a row, without its name. */
export type RowFate = Omit<AppliedFate, 'recordId'>

/**
 * What a row's version says before its content is compared with any child; null: go on. The very row that was taken in last gets
 * the fate it had; the same content from elsewhere is a repeat.
 */
export function fateByVersion(row: RowToApply, link: SourceLink | null): RowFate | null {
  if (!link || row.record.version > link.version) return null
  if (row.record.version < link.version) return { fate: 'refused', code: 'older-version' }
  if (row.contentHash !== link.contentHash) return { fate: 'refused', code: 'same-version-other-content' }
  if (link.parked) return { fate: 'parked', code: link.parked }
  const isSameRow = link.batchId === row.batchId && link.row === row.row
  return { fate: isSameRow ? link.fate : 'unchanged', code: null }
}

/** The link that is written with a row. */
export function linkOf(
  row: RowToApply,
  childId: string | null,
  fate: SourceLink['fate'],
  parked: string | null = null,
): SourceLink {
  const { linkId, record, contentHash, batchId } = row
  return { _id: linkId, childId, version: record.version, contentHash, batchId, row: row.row, fate, parked }
}

/** A parked row as the desk sees it: where it stands, and why it waits. */
export function toParkedRow({ _id, batchId, row, parked }: SourceLink): ParkedRow {
  return { source: _id.slice(0, _id.indexOf(':')) as Source, batchId, row, code: parked! }
}

export function toCandidate(child: Child, isLinked: boolean): LinkCandidate {
  const { childId, dateOfBirth, identifiers, address, name } = child
  return { childId, nameKey: nameKey(name), dateOfBirth, postcode: address?.postcode ?? null, identifiers, isLinked }
}

/** The fields a row brings, in the directory's own shape. */
export function fedFields(record: IncomingRecord): Pick<Child, FedField> {
  const { name, dateOfBirth, gender, address, identifiers, carers, education, gpPracticeCode } = record
  const formerNames = record.formerFamilyNames.map((family) => ({ given: name.given, family }))
  return { name, formerNames, dateOfBirth, gender, address, identifiers, carers, education, gpPracticeCode }
}

export function newChild(childId: string, row: RowToApply, authority: string | null, now: Date): Child {
  const fields = fedFields(row.record)
  const provenance = Object.fromEntries(FED_FIELDS.map((field) => [field, provenanceOf(row, now)]))
  return {
    childId,
    version: 1,
    visibility: 'hidden',
    restricted: false,
    covered: false,
    restriction: 0,
    ...fields,
    authority,
    provenance,
  }
}

/**
 * The child with what the row changes; the same object when it changes nothing. A name that was replaced becomes a former one;
 * another spelling of it does not (see `isSameName`). What
 * the row does not know (no address, no GP, no carers) leaves the directory's value as it is. Who is responsible for a restricted child is
 * not for a feed to say: its shield would change hands by a row.
 */
export function withRow(child: Child, row: RowToApply, authority: string | null, now: Date): Child {
  const incoming = fedFields(row.record)
  const formerNames = mergedFormerNames(child, incoming)
  const identifiers = mergedIdentifiers(child, incoming)
  const carers = incoming.carers.length > 0 ? incoming.carers : child.carers
  const merged: Pick<Child, FedField> = {
    ...incoming,
    name: isSameName(child.name, incoming.name) ? betterName(child.name, incoming.name) : incoming.name,
    formerNames,
    identifiers,
    carers,
    address: incoming.address ?? child.address,
    education: incoming.education ?? child.education,
    gpPracticeCode: incoming.gpPracticeCode ?? child.gpPracticeCode,
  }
  const changed = FED_FIELDS.filter((field) => !isSame(child[field], merged[field]))
  if (changed.length === 0) return child
  const provenance = {
    ...child.provenance,
    ...Object.fromEntries(changed.map((field) => [field, provenanceOf(row, now)])),
  }
  const responsible = child.restricted ? (child.authority ?? authority) : (authority ?? child.authority)
  return { ...child, ...merged, authority: responsible, provenance, version: child.version + 1 }
}

/** True when a row would change what a shield leaves visible: that is for officers to decide, never for a feed (AC-09). */
export function changesVisible(child: Child, changed: Child): boolean {
  return (
    !isSame(child.name, changed.name) || child.dateOfBirth !== changed.dateOfBirth || child.gender !== changed.gender
  )
}

function mergedFormerNames(child: Child, incoming: Pick<Child, FedField>): Name[] {
  return distinctNames([...child.formerNames, ...incoming.formerNames, child.name], incoming.name)
}

function mergedIdentifiers(child: Child, incoming: Pick<Child, FedField>): Child['identifiers'] {
  const all = [...child.identifiers, ...incoming.identifiers]
  return [...new Map(all.map((identifier) => [`${identifier.scheme}:${identifier.value}`, identifier])).values()]
}

function provenanceOf({ source, batchId, line }: RowToApply, time: Date): Provenance {
  return { source, batchId, line, time }
}

/** Equal as JSON with sorted keys: what was read from the store may have another order. */
function isSame(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b)
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
