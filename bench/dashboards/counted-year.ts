import type { Collection, Db, MongoClient } from 'mongodb'
import { dayId, Tally, widthOf, type CountedEntry } from '../../apps/audit/figures/counting.rules.ts'
import { BLOCK, nameId, pack, type Rows } from '../../apps/audit/figures/packing.rules.ts'

/** Who uses the directory, and for whom: sizes to plan for. */
const PEOPLE = 390_000
const ORGANISATIONS = 20_000
const DAYS = 365
/** Of an organisation's twenty people. */
const ROLES = ['shield-officer', 'cpmt']
/** Of so many entries a day others are the same again: making each anew says nothing more about reading them. */
const DISTINCT_ENTRIES = 12_000_000
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
  for (const name of ['figure_days', 'figure_columns', 'figure_names', 'figure_positions'])
    await db.collection(name).deleteMany({})
  const aDay = Math.round(size / DAYS)
  const numbers = new Numbers()
  const distinct = Math.min(DAYS, Math.max(5, Math.floor(DISTINCT_ENTRIES / aDay)))
  for (let n = 0; n < distinct; n++) {
    const tally = aTally(dayBefore(n), aDay)
    for (let before = n; before < DAYS; before += distinct)
      await keepDay(db, tally, numbers, dayBefore(before), size <= ALL_DAYS_UP_TO)
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

function aTally(day: string, entries: number): Tally {
  const tally = new Tally()
  for (let n = 0; n < entries; n++) tally.add(anEntry(day))
  return tally
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

async function keepDay(db: Db, tally: Tally, numbers: Numbers, day: string, keepsAll: boolean): Promise<void> {
  const kept = [...tally.days.values()].filter(
    ({ organisation }) => organisation === null || keepsAll || isKept(organisation),
  )
  const days = kept.map(({ organisation, counts }) => ({
    ...{ _id: dayId(day, organisation), day, organisation, counts: Object.fromEntries(counts) },
  }))
  await insert(db, 'figure_days', days)
  const blocks = new Map<string, { column: string; block: number; rows: Rows }>()
  for (const { column, personId, organisation, counts } of tally.rows.values()) {
    const number = numbers.of(column, personId, organisation)
    const block = Math.floor(number / BLOCK)
    const id = `${column} ${day} ${block}`
    if (!blocks.has(id)) blocks.set(id, { column, block, rows: new Map() })
    if (counts.length !== widthOf(column)) throw new Error(`${column} has rows of another width`)
    blocks.get(id)!.rows.set(number % BLOCK, counts)
  }
  const packed = [...blocks].map(([_id, { column, block, rows }]) => ({ _id, column, day, block, rows: pack(rows) }))
  await insert(db, 'figure_columns', packed)
}

function isKept(organisation: string): boolean {
  return Number(organisation.split(' ').at(-1)) < KEPT
}

async function insert(db: Db, name: string, documents: readonly object[]): Promise<void> {
  const collection: Collection = db.collection(name)
  for (let n = 0; n < documents.length; n += AT_A_TIME)
    await collection.insertMany(documents.slice(n, n + AT_A_TIME), { ordered: false })
}

async function sizeOf(db: Db): Promise<{ documents: number; megabytes: number }> {
  let [documents, bytes] = [0, 0]
  for (const name of ['figure_days', 'figure_columns', 'figure_names']) {
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
