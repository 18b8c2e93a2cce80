import type { Action, LogColumn } from '@contactpoint/contracts'
import { ACCESS_OF, type Access } from './accesses.rules.ts'
import { foundNobody } from '../ledger/ledger.rules.ts'
import type { PlacedHeader } from '../ledger/ledger.schema.ts'

/** What is counted of an entry: what it says in clear, and of how many children; nothing that is sealed. */
export type CountedEntry = Omit<PlacedHeader, 'index'>

type Said = Pick<CountedEntry, 'action' | 'outcome'>

/** A search that showed nobody found nothing, and is counted as that. */
function outcomeOf(entry: CountedEntry): CountedEntry['outcome'] {
  return foundNobody(entry) ? 'not-found' : entry.outcome
}

const IS: Readonly<Record<LogColumn, (said: Said) => boolean>> = {
  searches: ({ action }) => accessOf(action) === 'searches',
  disclosures: ({ action }) => accessOf(action) === 'disclosures',
  reads: ({ action }) => accessOf(action) === 'reads',
  steps: ({ action }) => accessOf(action) === 'steps',
  misses: ({ action, outcome }) => action === 'search' && outcome === 'not-found',
  attempts: ({ action, outcome }) => action === 'override-attempt' && outcome === 'done',
  refused: ({ action, outcome }) => action === 'override-attempt' && outcome === 'refused',
  begun: ({ action, outcome }) => action === 'override' && outcome === 'done',
  failed: ({ action, outcome }) => action === 'override' && outcome === 'refused',
  ended: ({ action, outcome }) => action === 'override-end' && outcome === 'done',
  answered: ({ action, outcome }) => action === 'override-case-answer' && outcome === 'done',
}

/** The columns of each figure that has rows. */
export const COLUMNS_OF = {
  accesses: ['searches', 'disclosures', 'reads', 'steps'],
  misses: ['searches', 'misses'],
  overrides: ['attempts', 'refused', 'begun', 'failed', 'ended', 'answered'],
} as const satisfies Record<string, readonly LogColumn[]>

/** What is kept by the hour, and by organisation in one column. */
export const ACCESS_COLUMNS = [...COLUMNS_OF.accesses, 'misses'] as const satisfies readonly LogColumn[]

/** Columns of packed rows: of organisations twice, since few of them have overrides; of people one a role. */
export const ORGANISATIONS = 'organisations'
export const OVERRIDES = 'overrides'
const PEOPLE = 'people '

export function peopleColumn(role: string): string {
  return PEOPLE + role
}

/** The role of a column of people; null for other columns. */
export function roleOfColumn(column: string): string | null {
  return column.startsWith(PEOPLE) ? column.slice(PEOPLE.length) : null
}

/** Numbers that each row of a column has. */
export function widthOf(column: string): number {
  if (column === ORGANISATIONS) return ACCESS_COLUMNS.length
  return column === OVERRIDES ? COLUMNS_OF.overrides.length : 1
}

/** 1 where this is counted in the column, 0 where it is not. */
export function countsOf(columns: readonly LogColumn[], said: Said): number[] {
  return columns.map((column) => Number(IS[column](said)))
}

/** A cell: what entries that are counted together have in common. */
export interface Cell {
  role: string
  reason: string | null
  action: Action
  outcome: CountedEntry['outcome']
}

/** Names of fields in the store: of letters, digits and signs that mean nothing there. */
export function cellName({ role, reason, action, outcome }: Cell): string {
  return [role, reason ?? '', action, outcome].map(asFieldName).join('/')
}

export function hourName(hour: string, column: LogColumn): string {
  return `${hour}/${column}`
}

export function cellOf(name: string): Cell {
  const [role, reason, action, outcome] = name.split('/').map(decodeURIComponent) as [
    string,
    string,
    Action,
    Cell['outcome'],
  ]
  return { role, reason: reason === '' ? null : reason, action, outcome }
}

function asFieldName(said: string): string {
  return encodeURIComponent(said).replaceAll('.', '%2E')
}

function accessOf(action: Action): Access {
  return ACCESS_OF[action] ?? 'steps'
}

/** What a day or a month says of an organisation, or of all. */
export interface CountsTally {
  when: string
  organisation: string | null
  counts: Map<string, number>
  hours: Map<string, number>
}

/** What a day or a month says of a name in a column. */
export interface RowTally {
  column: string
  when: string
  personId: string | null
  organisation: string
  counts: number[]
}

/** Entries that were counted, and not kept yet. */
export class Tally {
  readonly counts = new Map<string, CountsTally>()
  readonly rows = new Map<string, RowTally>()

  /** The same entries in any order and any parts give the same tally. */
  add(header: CountedEntry): void {
    const entry = { ...header, outcome: outcomeOf(header) }
    const at = entry.time.toISOString()
    const [month, day, hour] = [at.slice(0, 7), at.slice(0, 10), at.slice(11, 13)]
    const hours = ACCESS_COLUMNS.filter((column) => IS[column](entry)).map((column) => hourName(hour, column))
    for (const name of hours) increase(this.countsOf(day, null).hours, name)
    // The month too: what spans many is read from as few.
    for (const when of [day, month]) this.addTo(when, entry)
  }

  /** What was counted of a day or a month so far. */
  countsOf(when: string, organisation: string | null): CountsTally {
    const id = countsId(when, organisation)
    const known = this.counts.get(id) ?? { when, organisation, counts: new Map(), hours: new Map() }
    this.counts.set(id, known)
    return known
  }

  addToRow(of: Omit<RowTally, 'counts'>, counts: readonly number[]): void {
    const key = rowKey(of)
    const known = this.rows.get(key)
    if (!known) this.rows.set(key, { ...of, counts: [...counts] })
    else counts.forEach((count, n) => (known.counts[n]! += count))
  }

  private addTo(when: string, entry: CountedEntry): void {
    const { personId, role, organisation } = entry
    for (const scope of [null, organisation]) increase(this.countsOf(when, scope).counts, cellName(entry))
    const row = { when, organisation, personId: null }
    this.addToRow({ ...row, column: ORGANISATIONS }, countsOf(ACCESS_COLUMNS, entry))
    const overridden = countsOf(COLUMNS_OF.overrides, entry)
    if (overridden.includes(1)) this.addToRow({ ...row, column: OVERRIDES }, overridden)
    // A system is nobody.
    if (role !== 'feed-supplier') this.addToRow({ ...row, column: peopleColumn(role), personId }, [1])
  }
}

export function tallyOf(entries: Iterable<CountedEntry>): Tally {
  const tally = new Tally()
  for (const entry of entries) tally.add(entry)
  return tally
}

/** Id of what is kept of a day or a month. */
export function countsId(when: string, organisation: string | null): string {
  return organisation === null ? when : `${when} ${organisation}`
}

export function rowKey({ column, when, personId, organisation }: Omit<RowTally, 'counts'>): string {
  return JSON.stringify([column, when, personId, organisation])
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
