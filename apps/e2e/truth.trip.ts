import type { Generated } from '@contactpoint/synthetic'
import { readFile } from 'node:fs/promises'
import type { Outset } from './outset.trip.ts'

interface KeptChild {
  _id: string
  visibility: string
  name: { given: string[]; family: string }
  dateOfBirth: string
}

/** Where the directory differs from the generator's truth; every list is empty when it does not. */
export interface Differences {
  /** Record ids of rows that led to no visible child. */
  missing: string[]
  /** Person ids of people who became several children. */
  doubled: string[]
  /** Record ids of rows that were taken for somebody else. */
  wronglyMerged: string[]
  /** Child ids that no row of the file is about. */
  madeUp: string[]
}

/** Compares every census row's child with the person whom the row is about. */
export async function differencesFrom(truth: Generated, { databases }: Outset): Promise<Differences> {
  const people = new Map((await readRows(truth.people)).map((row) => [row[0]!, row]))
  const directory = databases.db('directory')
  const children = await directory.collection<KeptChild>('children').find().toArray()
  const links = await directory.collection<{ _id: string; childId: string | null }>('source_records').find().toArray()
  const byId = new Map(children.map((child) => [child._id, child]))
  const childIdOf = new Map(links.map(({ _id, childId }) => [_id, childId]))
  const told = (await readRows(truth.links)).filter(([source]) => source === 'school-census')
  const rows = told.map(([source, recordId, personId]) => {
    const child = byId.get(childIdOf.get(`${source}:${recordId}`) ?? '')
    return { recordId: recordId!, personId: personId!, person: people.get(personId!)!, child }
  })
  const found = rows.flatMap(({ child, ...row }) => (child?.visibility === 'visible' ? [{ ...row, child }] : []))
  const personOf = new Map(found.map(({ child, personId }) => [child._id, personId]))
  return {
    missing: rows.filter(({ child }) => child?.visibility !== 'visible').map(({ recordId }) => recordId),
    doubled: [...people.keys()].filter(
      (personId) => new Set(found.filter((row) => row.personId === personId).map(({ child }) => child._id)).size > 1,
    ),
    wronglyMerged: found
      .filter(({ child, person, personId }) => personOf.get(child._id) !== personId || !isOf(child, person))
      .map(({ recordId }) => recordId),
    madeUp: children.map(({ _id }) => _id).filter((childId) => !personOf.has(childId)),
  }
}

function isOf({ name, dateOfBirth }: KeptChild, person: string[]): boolean {
  const [, givenName, familyName, born] = person
  return name.given[0] === givenName && name.family === familyName && dateOfBirth === born
}

/** The generator's files have no quoted cells. */
export async function readRows(file: string): Promise<string[][]> {
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.map((line) => line.split(','))
}
