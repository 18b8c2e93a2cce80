import type { Collection, Db, MongoClient } from 'mongodb'
import { countsId, Tally, type CountedEntry } from '../../apps/audit/figures/counting.rules.ts'
import { BLOCK, nameId, pack, type Rows } from '../../apps/audit/figures/packing.rules.ts'

/** Who uses the directory, and for whom: sizes to plan for. */
const PEOPLE = 390_000
const ORGANISATIONS = 20_000
const DAYS = 365
/** Of an organisation's twenty people. */
const ROLES = ['shield-officer', 'cpmt']
/** Of so many entries a day others are the same again: making each anew says nothing more about reading them. */
const DISTINCT_ENTRIES = 600_000
/** Organisations whose own days are kept when there are more entries than this: others are found by no question that is asked here. */
const ALL_DAYS_UP_TO = 1_000_000
const KEPT = 50
const AT_A_TIME = 1_000

export const MANAGERS_ORGANISATION = organisationOf(0)
/** The last day of the year. */
export const LAST_DAY = '2026-11-28'
export const FIRST_DAY = dayBefore(DAYS - 1)

interface Filled {
  entries: number
  documents: number
  megabytes: number
}

/** Writes what a year of so many entries is counted to, folded by the rules of the service itself, in place of what was there. */
export async function fillYear(client: MongoClient, size: number): Promise<Filled> {
  const db = client.db('audit')
  for (const name of ['figure_counts', 'figure_columns', 'figure_names', 'figure_positions'])
    await db.collection(name).deleteMany({})
  const aDay = Math.round(size / DAYS)
  const numbers = new Numbers()
  const isKept = (organisation: string | null): boolean =>
    organisation === null || size <= ALL_DAYS_UP_TO || Number(organisation.split(' ').at(-1)) < KEPT
  const distinct = Math.min(DAYS, Math.max(5, Math.floor(DISTINCT_ENTRIES / aDay)))
  const tallies = Array.from({ length: distinct }, () => aTally(aDay, isKept))
  let month = new Tally()
  for (let before = DAYS - 1; before >= 0; before--) {
    const day = dayBefore(before)
    const tally = onDay(tallies[before % distinct]!, day)
    await keep(db, tally, numbers, isKept)
    addTo(month, tally, day.slice(0, 7))
    if (before > 0 && dayBefore(before - 1).startsWith(day.slice(0, 7))) continue
    await keep(db, month, numbers, isKept)
    month = new Tally()
  }
  await insert(db, 'figure_names', numbers.documents)
  const columns = [...numbers.next].map(([column, names]) => ({ column, names }))
  const position = { _id: 'england', counted: aDay * DAYS, state: 'counting', columns }
  await insert(db, 'figure_positions', [position])
  return { entries: aDay * DAYS, ...(await sizeOf(db)) }
}

/** Who has which number in each column. */
class Numbers {
  readonly next = new Map<string, number>()
  readonly documents: object[] = []
  private readonly known = new Map<string, number>()

  of(column: string, personId: string | null, organisation: string): number {
    const name = `${column} ${personId ?? organisation}`
    const known = this.known.get(name)
    if (known !== undefined) return known
    const number = this.next.get(column) ?? 0
    this.next.set(column, number + 1)
    this.known.set(name, number)
    this.documents.push({ _id: nameId(column, personId, organisation), column, number, personId, organisation })
    return number
  }
}

/** A day of entries, without its month and without what is not kept. */
function aTally(entries: number, isKept: (organisation: string | null) => boolean): Tally {
  const tally = new Tally()
  for (let n = 0; n < entries; n++) tally.add(anEntry(LAST_DAY))
  for (const [id, { when, organisation }] of tally.counts)
    if (when !== LAST_DAY || !isKept(organisation)) tally.counts.delete(id)
  for (const [key, { when }] of tally.rows) if (when !== LAST_DAY) tally.rows.delete(key)
  return tally
}

/** The same on another day. */
function onDay({ counts, rows }: Tally, day: string): Tally {
  const tally = new Tally()
  for (const one of counts.values()) tally.counts.set(countsId(day, one.organisation), { ...one, when: day })
  for (const [key, row] of rows) tally.rows.set(key, { ...row, when: day })
  return tally
}

function addTo(month: Tally, { counts, rows }: Tally, when: string): void {
  for (const one of counts.values()) {
    const of = month.countsOf(when, one.organisation).counts
    for (const [name, count] of one.counts) of.set(name, (of.get(name) ?? 0) + count)
  }
  for (const { column, personId, organisation, counts: added } of rows.values())
    month.addToRow({ column, when, personId, organisation }, added)
}

/** Few do much: half of all that is done is done by a quarter of the people. */
function anEntry(day: string): CountedEntry {
  const person = Math.floor(PEOPLE * Math.random() ** 2)
  const isSearch = Math.random() < 0.55
  const kind = Math.random()
  const action = isSearch ? 'search' : kind < 0.8 ? 'disclosure' : kind < 0.9 ? 'work-list' : 'involvement-add'
  return {
    time: new Date(Date.parse(day) + Math.floor(Math.random() * 86_400_000)),
    personId: `person-${person}`,
    role: ROLES[Math.floor(person / ORGANISATIONS)] ?? 'practitioner',
    organisation: organisationOf(person % ORGANISATIONS),
    action: Math.random() < 0.0005 ? 'override-attempt' : action,
    outcome: Math.random() < 0.002 ? 'refused' : kind < 0.03 ? 'too-many' : 'shown',
    reason: (['coordinate-support', 'safeguarding-concern', 'assessment', 'transition'] as const)[person % 4]!,
    children: Math.random() < 0.12 ? 0 : 1,
  }
}

async function keep(
  db: Db,
  tally: Tally,
  numbers: Numbers,
  isKept: (organisation: string | null) => boolean,
): Promise<void> {
  const kept = [...tally.counts.values()].filter(({ organisation }) => isKept(organisation))
  const said = kept.map(({ when, organisation, counts, hours }) => ({
    ...{ _id: countsId(when, organisation), when, organisation, counts: Object.fromEntries(counts) },
    ...(hours.size > 0 && { hours: Object.fromEntries(hours) }),
  }))
  await insert(db, 'figure_counts', said)
  const blocks = new Map<string, { column: string; when: string; block: number; rows: Rows }>()
  for (const { column, when, personId, organisation, counts } of tally.rows.values()) {
    const number = numbers.of(column, personId, organisation)
    const block = Math.floor(number / BLOCK)
    const id = `${column} ${when} ${block}`
    if (!blocks.has(id)) blocks.set(id, { column, when, block, rows: new Map() })
    blocks.get(id)!.rows.set(number % BLOCK, counts)
  }
  const packed = [...blocks].map(([_id, { rows, ...of }]) => ({ _id, ...of, rows: pack(rows) }))
  await insert(db, 'figure_columns', packed)
}

async function insert(db: Db, name: string, documents: readonly object[]): Promise<void> {
  const collection: Collection = db.collection(name)
  for (let n = 0; n < documents.length; n += AT_A_TIME)
    await collection.insertMany(documents.slice(n, n + AT_A_TIME), { ordered: false })
}

async function sizeOf(db: Db): Promise<{ documents: number; megabytes: number }> {
  let [documents, bytes] = [0, 0]
  for (const name of ['figure_counts', 'figure_columns', 'figure_names']) {
    const [found] = await db.collection(name).aggregate([{ $collStats: { storageStats: {} } }]).toArray() // prettier-ignore
    const { count, size } = found!.storageStats as { count: number; size: number }
    documents += count
    bytes += size
  }
  return { documents, megabytes: Math.round(bytes / 2 ** 20) }
}

function organisationOf(number: number): string {
  return `Organisation ${number}`
}

function dayBefore(days: number): string {
  return new Date(Date.parse(LAST_DAY) - days * 86_400_000).toISOString().slice(0, 10)
}
