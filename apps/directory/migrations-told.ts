import { FED_FIELDS } from '@contactpoint/contracts'
import type { Connection } from 'mongoose'
import { children, type ChildDocument } from './children/children.schema.ts'
import { isKnown } from './children/fed-fields.rules.ts'
import { parts, type PartDocument } from './children/parts.schema.ts'
import type { Telling } from './children/said.rules.ts'
import { sourceRecords, type SourceRecord } from './linking/linking.schema.ts'

/** What records of sources have since, where nothing waits and nobody is asked. */
export const NONE_WAITS = { left: null, waiting: null }
export const NONE_ASKED = { decided: null, question: null }

export const LINKS_OF_BEFORE = 'source_links'
export type LinkOfBefore = Omit<SourceRecord, 'told' | 'waiting' | 'left' | 'question' | 'decided'>

/** Records of sources as they are kept since, made of links and of what their children knew. */
export async function keepAsSaid(connection: Connection, links: LinkOfBefore[]): Promise<void> {
  const ids = links.flatMap(({ childId }) => childId ?? [])
  const found = await connection
    .db!.collection<ChildDocument>(children.name)
    .find({ _id: { $in: ids } })
    .toArray()
  // Of a merged child, a source means its part.
  const merged = await connection
    .db!.collection<PartDocument>(parts.name)
    .find({ _id: { $in: ids } })
    .toArray()
  const byId = new Map<string, ChildDocument>([...found, ...merged].map((one) => [one._id, one]))
  const writes = links.map((link) => {
    const replacement = {
      ...link,
      contentHash: null,
      told: toldBefore(link, byId.get(link.childId ?? '')),
      ...{ ...NONE_WAITS, ...NONE_ASKED },
    }
    return { replaceOne: { filter: { _id: link._id }, replacement, upsert: true } }
  })
  await connection.db!.collection<SourceRecord>(sourceRecords.name).bulkWrite(writes, { ordered: false })
}

/** Its version begins with the day of which it spoke. */
function toldBefore({ version, batchId, row }: LinkOfBefore, child: ChildDocument | undefined): Telling[] {
  if (!child) return []
  const asOf = /^\d{4}-\d\d-\d\d/.exec(version)?.[0] ?? LONG_AGO
  const { line = row, time = new Date(0) } = child.provenance.name ?? {}
  const known = FED_FIELDS.filter((field) => isKnown(child[field]))
  const said = Object.fromEntries(known.map((field) => [field, child[field]]))
  return [{ version, asOf, batchId, row, line, contentHash: null, time, said, ended: [], again: null }]
}

const LONG_AGO = '1970-01-01'
