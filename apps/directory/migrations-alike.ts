import { freshRow, outbox, type OutboxRow } from '@contactpoint/mongo'
import type { Connection } from 'mongoose'
import { children, type ChildDocument } from './children/children.schema.ts'
import { factsSaidBy } from './restrictions/restrictions.rules.ts'
import { nearRows, restrictedChildren, type NearRow, type RestrictedChild } from './restrictions/restrictions.schema.ts'

/**
 * What stands unseen for looking like a restricted child is kept with that child, and around it is looked again when the service is up. Doing it
 * again changes nothing.
 */
export async function keepAlike({ db }: Connection): Promise<void> {
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
    if (matchedCount === 0) continue
    const _id = `look-again:${childId}:0`
    const errand = freshRow({ _id, kind: 'look-again', payload: { childId } })
    await db!.collection<OutboxRow>(outbox.name).replaceOne({ _id }, errand, { upsert: true })
  }
}
