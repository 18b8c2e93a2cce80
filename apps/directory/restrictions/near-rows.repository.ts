import { Injectable } from '@nestjs/common'
import type { NearEffect } from '@contactpoint/contracts'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { nearRows, type NearRow } from './restrictions.schema.ts'

@Injectable()
export class NearRowsRepository {
  constructor(@InjectCollection(nearRows) private readonly rows: Model<NearRow>) {}

  async find(ids: string[]): Promise<NearRow[]> {
    return this.rows.find({ _id: { $in: ids } }).lean<NearRow[]>()
  }

  /** Of restricted children, open ones first. */
  async findOf(restricted: string[], most: number): Promise<NearRow[]> {
    const of = (state: object, left: number) =>
      this.rows
        .find({ restricted: { $in: restricted }, ...state })
        .sort({ _id: 1 })
        .limit(left)
        .lean<NearRow[]>()
    const open = await of({ state: 'open' }, most)
    return open.length < most ? [...open, ...(await of({ state: { $ne: 'open' } }, most - open.length))] : open
  }

  /** Opens a row, or opens it again. */
  async open(row: Pick<NearRow, 'restricted' | 'other' | 'effect' | 'common'>): Promise<void> {
    const { restricted, other, effect, common } = row
    const fields = { restricted, other, effect, common, state: 'open', seen: null, code: null, by: null, at: null }
    await this.rows.replaceOne({ _id: nearRowId(restricted, other, effect) }, fields, { upsert: true })
  }

  /** @returns false when there is no such row */
  async decide(ids: string[], decided: Pick<NearRow, 'state' | 'seen' | 'code' | 'by' | 'at'>): Promise<boolean> {
    const { matchedCount } = await this.rows.updateMany({ _id: { $in: ids } }, { $set: decided })
    return matchedCount > 0
  }

  /** Forgets all rows of a child that is restricted no more. @returns ids of the records they were about */
  async remove(restricted: string): Promise<string[]> {
    const others = await this.rows.distinct('other', { restricted })
    await this.rows.deleteMany({ restricted })
    return others
  }

  async isOpen(other: string, effect: NearEffect): Promise<boolean> {
    return (await this.rows.exists({ other, effect, state: 'open' })) !== null
  }
}

export function nearRowId(restricted: string, other: string, effect: NearEffect): string {
  return `${restricted}:${other}:${effect}`
}
