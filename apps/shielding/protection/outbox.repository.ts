import { Injectable } from '@nestjs/common'
import { InjectModel } from '@nestjs/mongoose'
import type { ClientSession, Model } from 'mongoose'
import type { OutboxRow } from './protection.schema.ts'

@Injectable()
export class OutboxRepository {
  constructor(@InjectModel('OutboxRow') private readonly rows: Model<OutboxRow>) {}

  async add(rows: OutboxRow[], session?: ClientSession): Promise<void> {
    await this.rows.insertMany(rows, { session })
  }

  /** Oldest first. */
  async findNext(limit: number): Promise<OutboxRow[]> {
    return this.rows.find().sort({ createdAt: 1 }).limit(limit).lean<OutboxRow[]>()
  }

  async remove(rowId: string): Promise<void> {
    await this.rows.deleteOne({ _id: rowId })
  }
}
