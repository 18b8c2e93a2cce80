import { freshRow, outbox, type Migration, type OutboxRow } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { children, type ChildDocument } from './children/children.schema.ts'
import { factsSaidBy } from './restrictions/restrictions.rules.ts'
import { nearRows, restrictedChildren, type NearRow, type RestrictedChild } from './restrictions/restrictions.schema.ts'

/** Records that look like a restricted child said nothing of where it may live. */
export const lookalikes: Migration = {
  number: 12,
  name: 'what records say that look like a restricted child counts as hidden of it',
  run: async (connection) => {
    await connection
      .db!.collection<Partial<RestrictedChild>>(restrictedChildren.name)
      .updateMany({ alike: { $exists: false } }, { $set: { alike: [] } }, { bypassDocumentValidation: true })
    await keepAlike(connection)
  },
}

/**
 * What stands unseen for looking like a restricted child is kept with that child, and around it is looked again when the service is up. Doing it
 * again changes nothing.
 */
async function keepAlike({ db }: Connection): Promise<void> {
  const rows = await db!.collection<NearRow>(nearRows.name).find({ effect: 'invisible', state: 'open' }).toArray()
  for (const [childId, all] of Map.groupBy(rows, ({ restricted }) => restricted)) {
    const others = all.map(({ other }) => other)
    const found = await db!
      .collection<ChildDocument>(children.name)
      .find({ _id: { $in: others } })
      .toArray()
    const { matchedCount } = await db!
      .collection<RestrictedChild>(restrictedChildren.name)
      .updateOne({ _id: childId }, { $set: { alike: factsSaidBy(found) } }, { bypassDocumentValidation: true })
    if (matchedCount > 0) await lookLater(db, 'look-again', childId)
  }
}

/** Officers were not told of what has one hidden thing in common with a restricted child, and stays visible: around each it is looked again. */
export const toldOf: Migration = {
  number: 13,
  name: 'officers are told of records that may be a restricted child’s under another name',
  run: async ({ db }) => {
    const all = db!.collection<RestrictedChild>(restrictedChildren.name).find({ restricted: true })
    for await (const { _id: childId } of all.project<{ _id: string }>({ _id: 1 }))
      await lookLater(db, 'look-anew', childId)
  },
}

async function lookLater(db: Connection['db'], kind: 'look-again' | 'look-anew', childId: string): Promise<void> {
  const _id = `${kind}:${childId}:0`
  const errand = freshRow({ _id, kind, payload: { childId } })
  await db!.collection<OutboxRow>(outbox.name).replaceOne({ _id }, errand, { upsert: true })
}
