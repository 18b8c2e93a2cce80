import type { MongoClient } from 'mongodb'
import type { Pupil } from './builders.ts'

/** The children that the directory keeps for pupils of the census, by their reference, whether anybody may see them or not. */
export async function childIdsOf(
  databases: MongoClient,
  pupils: readonly Pick<Pupil, 'ref'>[],
): Promise<Map<string, string>> {
  const links = databases.db('directory').collection<{ _id: string; childId: string }>('source_records')
  const ids = pupils.map(({ ref }) => `${CENSUS}${ref}`)
  const found = await links.find({ _id: { $in: ids } }).toArray()
  return new Map(found.map(({ _id, childId }) => [_id.slice(CENSUS.length), childId]))
}

const CENSUS = 'school-census:'
