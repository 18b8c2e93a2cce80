import type { Generated } from '@contactpoint/synthetic'
import type { MongoClient } from 'mongodb'
import { readRows } from './truth.trip.ts'

/** A row of a feed: whom it is about, and what the directory has of it. */
export interface TrueRow {
  /** `<source>:<recordId>`. */
  id: string
  source: string
  personId: string
  /** Null where it waits, and where nothing is kept of it. */
  childId: string | null
  /** Why it waits for a person; null where it does not. */
  parked: string | null
  isMaker: boolean
  /** Of a child whom not everybody sees whole. */
  isProtected: boolean
}

/** Of the rows of one source, how many. */
export interface LinkedFigures {
  rows: number
  /** Given to a child that was there. */
  linked: number
  /** Made a child. */
  made: number
  /** Made one of a person who had one, but for those of whom a source or a shield hides things. */
  doubled: number
  /** Given to a child that was made by a row about somebody else. */
  wrong: number
  /** Waiting for a person, by why. */
  asked: Record<string, number>
  /** Of those that wait: about somebody who has a child. */
  askedOfKnown: number
  protected: number
  refused: number
}

interface KeptRecord {
  _id: string
  childId: string | null
  parked: string | null
  fate: string
}

/** Every row of the generator's truth as the directory has it; sources in the order in which they were loaded. */
export async function trueRows(
  { feeds, links }: Pick<Generated, 'feeds' | 'links'>,
  databases: MongoClient,
): Promise<TrueRow[]> {
  const directory = databases.db('directory')
  const records = await directory.collection<KeptRecord>('source_records').find().toArray()
  const byId = new Map(records.map((record) => [record._id, record]))
  const isHidden = { $or: [{ visibility: { $ne: 'visible' } }, { restricted: true }, { covered: true }] }
  const children = directory.collection<{ _id: string }>('children')
  const hidden = new Set((await children.find(isHidden).toArray()).map(({ _id }) => _id))
  const rows = (await readRows(links)).map((cells): TrueRow => {
    const [source, recordId, personId] = cells as [string, string, string]
    const id = `${source}:${recordId}`
    const { parked = null, fate, childId: of = null } = byId.get(id) ?? {}
    const childId = parked ? null : of
    return {
      id,
      source,
      personId,
      childId,
      parked,
      isMaker: fate === 'created',
      isProtected: hidden.has(childId ?? ''),
    }
  })
  return feeds.flatMap(({ source }) => rows.filter((row) => row.source === source))
}

/** By source. */
export function figuresOf(rows: readonly TrueRow[]): Map<string, LinkedFigures> {
  const makers = new Map(rows.flatMap(({ childId, isMaker, personId }) => (isMaker ? [[childId!, personId]] : [])))
  const guarded = new Set(rows.flatMap(({ isProtected, personId }) => (isProtected ? [personId] : [])))
  const known = new Set(makers.values())
  const met = new Set<string>()
  const figures = new Map<string, LinkedFigures>()
  for (const row of rows) {
    const into = figures.get(row.source) ?? nothing()
    figures.set(row.source, into)
    into.rows++
    if (row.isProtected) into.protected++
    if (row.parked) {
      into.asked[row.parked] = (into.asked[row.parked] ?? 0) + 1
      if (known.has(row.personId)) into.askedOfKnown++
    } else if (row.childId === null) into.refused++
    else if (row.isMaker) {
      into.made++
      if (met.has(row.personId) && !guarded.has(row.personId)) into.doubled++
      met.add(row.personId)
    } else {
      into.linked++
      if (makers.get(row.childId) !== row.personId) into.wrong++
    }
  }
  return figures
}

function nothing(): LinkedFigures {
  return {
    ...{ rows: 0, linked: 0, made: 0, doubled: 0, wrong: 0, asked: {}, askedOfKnown: 0 },
    ...{ protected: 0, refused: 0 },
  }
}

export function inAll(figures: ReadonlyMap<string, LinkedFigures>): LinkedFigures {
  const all = nothing()
  for (const { asked, ...counts } of figures.values()) {
    for (const [kind, n] of Object.entries(asked)) all.asked[kind] = (all.asked[kind] ?? 0) + n
    for (const [name, n] of Object.entries(counts)) all[name as keyof typeof counts] += n
  }
  return all
}

export function askedIn({ asked }: LinkedFigures): number {
  return Object.values(asked).reduce((sum, n) => sum + n, 0)
}

const COLUMNS = ['rows', 'linked', 'made', 'doubled', 'wrong', 'protected', 'refused'] as const

/** One line a source, and one of all. */
export function tableOf(figures: ReadonlyMap<string, LinkedFigures>): string {
  const heads = ['source'.padEnd(14), ...COLUMNS.map((name) => name.padStart(9)), '  asked']
  const lines = [...figures, ['all', inAll(figures)] as const].map(([source, one]) => {
    const kinds = Object.entries(one.asked).map(([kind, n]) => `${kind} ${n}`)
    return [
      ...[source.padEnd(14), ...COLUMNS.map((name) => String(one[name]).padStart(9))],
      `  ${askedIn(one)} (${one.askedOfKnown} of known): ${kinds.join(', ')}`,
    ].join('')
  })
  return [heads.join(''), ...lines, ''].join('\n')
}

/** People of whom two rows or more were taken in by both directories, and those of them of whom the rows are in other groups in the other. */
export function groupedOtherwise(
  one: readonly TrueRow[],
  other: readonly TrueRow[],
): { compared: number; otherwise: string[] } {
  const childOf = (rows: readonly TrueRow[]) =>
    new Map(rows.flatMap(({ id, childId }) => (childId ? [[id, childId]] : [])))
  const [here, there] = [childOf(one), childOf(other)]
  const inBoth = one.filter(({ id }) => here.has(id) && there.has(id))
  const people = [...Map.groupBy(inBoth, ({ personId }) => personId)].filter(([, rows]) => rows.length > 1)
  const groups = (rows: readonly TrueRow[], children: ReadonlyMap<string, string>): string =>
    [...Map.groupBy(rows, ({ id }) => children.get(id)).values()]
      .map((group) => group.map(({ id }) => id).join())
      .join(';')
  const otherwise = people.filter(([, rows]) => groups(rows, here) !== groups(rows, there))
  return { compared: people.length, otherwise: otherwise.map(([personId]) => personId) }
}
