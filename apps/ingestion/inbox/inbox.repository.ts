import { Injectable } from '@nestjs/common'
import { InjectCollection, insertAsIs, isDuplicate, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { inboxPages, type InboxPage } from './inbox.schema.ts'

/** Somebody else wrote the page since it was read. */
export class StalePage extends Error {
  override readonly name = 'StalePage'
}

@Injectable()
export class InboxRepository {
  constructor(@InjectCollection(inboxPages) private readonly pages: Model<InboxPage>) {}

  /** @returns false when another page has one of its records */
  async insert(page: InboxPage): Promise<boolean> {
    try {
      await insertAsIs(this.pages, [page])
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** Those of these records of which a batch has spoken. */
  async findRecords(batchId: string, recordIds: string[]): Promise<string[]> {
    const found = await this.pages
      .find({ batchId, recordIds: { $in: recordIds } }, { recordIds: 1 })
      .lean<Pick<InboxPage, 'recordIds'>[]>()
    return found.flatMap((page) => page.recordIds)
  }

  async remove(batchId: string): Promise<void> {
    await this.pages.deleteMany({ batchId })
  }

  /** The next page, in the order of the file. @param after number of the first row of the page before it */
  async findNext(batchId: string, state: InboxPage['state'], after: number): Promise<InboxPage | null> {
    return this.pages
      .findOne({ batchId, state, first: { $gt: after } })
      .sort({ first: 1 })
      .lean<InboxPage>()
  }

  /** Pages with a row that this code says something of. */
  async findWith(batchId: string, code: string): Promise<InboxPage[]> {
    return this.pages.find({ batchId, 'rows.code': code }).lean<InboxPage[]>()
  }

  /** Pages with refused rows, in the order of the file. */
  findRefused(batchId: string): AsyncIterable<Pick<InboxPage, 'rows'>> {
    return this.pages.find({ batchId, hasRefused: true }, { rows: 1 }).sort({ first: 1 }).lean<InboxPage[]>().cursor()
  }

  /** Writes a page over the one that was read. @throws StalePage, which gives the transaction up, when that has another state by now */
  async replace({ state }: InboxPage, { _id, ...page }: InboxPage): Promise<void> {
    const written = await writeAsIs(this.pages, [{ replaceOne: { filter: { _id, state }, replacement: page } }])
    if (written === 0) throw new StalePage()
  }
}
