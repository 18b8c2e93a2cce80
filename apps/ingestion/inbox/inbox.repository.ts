import { Injectable } from '@nestjs/common'
import { InjectCollection, insertAsIs, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import type { Fate } from '@contactpoint/contracts'
import { inbox, type InboxRow } from './inbox.schema.ts'

@Injectable()
export class InboxRepository {
  constructor(@InjectCollection(inbox) private readonly rows: Model<InboxRow>) {}

  /** Writes rows; those whose record the batch has already are left out. @returns the rows left out */
  async insert(rows: InboxRow[]): Promise<InboxRow[]> {
    try {
      await insertAsIs(this.rows, rows, { ordered: false })
      return []
    } catch (error) {
      const refused = writeErrorsOf(error)
      if (!refused || refused.some(({ code }) => code !== 11000)) throw error
      return refused.map(({ index }) => rows[index]!)
    }
  }

  async remove(batchId: string): Promise<void> {
    await this.rows.deleteMany({ batchId })
  }

  async findWaiting(batchId: string, after: number, limit: number): Promise<InboxRow[]> {
    return this.rows
      .find({ batchId, fate: 'waiting', row: { $gt: after } })
      .sort({ row: 1 })
      .limit(limit)
      .lean<InboxRow[]>()
  }

  /** Rows that were delivered and are not withdrawn, in the order of the file. */
  async findDelivered(batchId: string, limit: number): Promise<InboxRow[]> {
    const fates: Fate[] = ['created', 'updated', 'unchanged', 'parked']
    const isOne = { batchId, fate: { $in: fates }, withdrawn: null }
    return this.rows.find(isOne).sort({ row: 1 }).limit(limit).lean<InboxRow[]>()
  }

  /** Rows that wait for a person for this reason wait for the directory again. @returns how many */
  async waitAgain(batchId: string, code: string): Promise<number> {
    const isOne = { batchId, fate: 'parked' as const, code, withdrawn: null }
    return (await this.rows.updateMany(isOne, { $set: { fate: 'waiting', code: null } })).modifiedCount
  }

  async findRefused(batchId: string, limit: number): Promise<InboxRow[]> {
    return this.rows.find({ batchId, fate: 'refused' }).sort({ row: 1 }).limit(limit).lean<InboxRow[]>()
  }

  /** Rows to which the same happens are changed by one write. */
  async change(changes: { rowId: string; change: Partial<InboxRow> }[]): Promise<void> {
    const alike = Map.groupBy(changes, ({ change }) => JSON.stringify(change))
    const writes = [...alike.values()].map((all) => {
      const filter = { _id: { $in: all.map(({ rowId }) => rowId) } }
      return { updateMany: { filter, update: { $set: all[0]!.change } } }
    })
    await writeAsIs(this.rows, writes)
  }
}

interface WriteError {
  index: number
  code: number
}

/** The driver gives one write error alone and several as a list. */
function writeErrorsOf(error: unknown): WriteError[] | null {
  if (!(error instanceof Error) || !('writeErrors' in error)) return null
  const errors = error.writeErrors as WriteError | WriteError[]
  return Array.isArray(errors) ? errors : [errors]
}
