import { Injectable } from '@nestjs/common'
import type { NearEffect } from '@contactpoint/contracts'
import { InjectCollection, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { nearRows, type NearRow } from './restrictions.schema.ts'

/** What is known of a row before anybody has decided about it. */
export type Opened = Pick<NearRow, 'restricted' | 'other' | 'effect' | 'common'>

const MAY_BE_IT = { effect: 'invisible', state: { $in: ['open', 'shield'] } } as const

const UNDECIDED = { seen: null, code: null, by: null, at: null }

@Injectable()
export class NearRowsRepository {
  constructor(@InjectCollection(nearRows) private readonly rows: Model<NearRow>) {}

  async find(ids: string[]): Promise<NearRow[]> {
    return this.rows.find({ _id: { $in: ids } }).lean<NearRow[]>()
  }

  /** Of restricted children, open ones first, and of these first what hides. */
  async findOf(restricted: string[], most: number): Promise<NearRow[]> {
    const of = (state: object, left: number) =>
      this.rows
        .find({ restricted: { $in: restricted }, ...state })
        .sort({ effect: 1, _id: 1 })
        .limit(left)
        .lean<NearRow[]>()
    const open = await of({ state: 'open' }, most)
    return open.length < most ? [...open, ...(await of({ state: { $ne: 'open' } }, most - open.length))] : open
  }

  /** Opens rows, or opens them again. */
  async open(opened: readonly Opened[]): Promise<void> {
    const writes = opened.map(({ restricted, other, effect, common }) => ({
      replaceOne: {
        filter: { _id: nearRowId(restricted, other, effect) },
        replacement: { restricted, other, effect, common, state: 'open' as const, ...UNDECIDED },
        upsert: true,
      },
    }))
    await writeAsIs(this.rows, writes)
  }

  /** @returns false when there is no such row */
  async decide(ids: string[], decided: Pick<NearRow, 'state' | 'seen' | 'code' | 'by' | 'at'>): Promise<boolean> {
    const { matchedCount } = await this.rows.updateMany({ _id: { $in: ids } }, { $set: decided })
    return matchedCount > 0
  }

  /** Ids of the records that rows of this restricted child are about. */
  async findOthers(restricted: string): Promise<string[]> {
    return this.rows.distinct('other', { restricted })
  }

  /** Forgets what a child that is restricted no more did to a record. */
  async remove(restricted: string, other: string): Promise<void> {
    await this.rows.deleteMany({ restricted, other })
  }

  /** Rows of these restricted children about which nobody has decided. */
  async findOpen(restricted: string[]): Promise<NearRow[]> {
    return this.rows.find({ restricted: { $in: restricted }, state: 'open' }).lean<NearRow[]>()
  }

  /** Rows about these records of which nobody has decided. */
  async findOpenOf(others: string[]): Promise<NearRow[]> {
    return this.rows.find({ other: { $in: others }, state: 'open' }).lean<NearRow[]>()
  }

  /** Records that may be this restricted child itself: nobody has found that they are another. */
  async findLookalikes(restricted: string): Promise<string[]> {
    return this.rows.distinct('other', { restricted, ...MAY_BE_IT })
  }

  /** The restricted children that this record may be. */
  async findAlike(other: string): Promise<string[]> {
    return this.rows.distinct('restricted', { other, ...MAY_BE_IT })
  }
}

export function nearRowId(restricted: string, other: string, effect: NearEffect): string {
  return `${restricted}:${other}:${effect}`
}
