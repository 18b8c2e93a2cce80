import { aCaller, asAdministrator } from '@contactpoint/testing'
import { interimShield } from '../../apps/shielding/protection/protection.rules.ts'
import type { Shield } from '../../apps/shielding/protection/protection.schema.ts'
import type { ServedEngland } from '../serving/england.ts'

const BENCH = aCaller({ personId: 'bench' })

interface Stored {
  _id: string
}

/**
 * Shields so many hundredths of the children, and no others: their marks as shields would have left them, in both services. The near
 * test is not in it, since nothing is fed while this is measured.
 */
export async function shieldShare({ stack }: Pick<ServedEngland, 'stack'>, hundredths: number): Promise<void> {
  const client = await asAdministrator(stack)
  try {
    const [directory, shielding] = [client.db('directory'), client.db('shielding')]
    const [children, keys] = [directory.collection<Stored>('children'), directory.collection('search_keys')]
    const protections = shielding.collection<Stored>('protections')
    await children.updateMany({ restricted: true }, { $set: { restricted: false } })
    await keys.updateMany({ restricted: true }, { $set: { restricted: false } })
    await protections.updateMany({}, { $set: { shield: null }, $inc: { version: 1 } })
    const all = await children
      .find({}, { projection: { _id: 1 } })
      .sort({ _id: 1 })
      .toArray()
    const chosen = all.map(({ _id }) => _id).filter((_id, n) => n % 100 < hundredths)
    if (chosen.length === 0) return
    await children.updateMany({ _id: { $in: chosen } }, { $set: { restricted: true } })
    await keys.updateMany({ childId: { $in: chosen } }, { $set: { restricted: true } })
    await protections.bulkWrite(chosen.map(shielded))
  } finally {
    await client.close()
  }
}

function shielded(_id: string) {
  const [at, dueAt] = [new Date(), new Date(Date.now() + 24 * 60 * 60_000)]
  const asked = { childId: _id, ground: 'other', channel: 'user' } as const
  const shield: Shield = { ...interimShield(BENCH, asked), since: at, dueAt, escalateAt: dueAt }
  const update = { $set: { shield }, $inc: { version: 1 }, $setOnInsert: { guardedAt: null, changedAt: null } }
  return { updateOne: { filter: { _id }, update, upsert: true } }
}
