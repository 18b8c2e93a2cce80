import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection, writeAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import {
  misuseCounts,
  misusePositions,
  type MisusePositionDocument,
  type PersonCountsDocument,
} from './misuse.schema.ts'
import type { PersonCounts } from './noticing.rules.ts'

/** Keeps what is counted of people, and how far. */
@Injectable()
export class MisuseRepository {
  constructor(
    @InjectCollection(misuseCounts) private readonly counts: Model<PersonCountsDocument>,
    @InjectCollection(misusePositions) private readonly positions: Model<MisusePositionDocument>,
  ) {}

  /** How many entries of a log were judged. */
  async judged(log: string): Promise<number> {
    return (await this.positions.findById(log).lean<MisusePositionDocument>())?.judged ?? 0
  }

  /** @returns whether it was there: if not, another copy went on, and nothing that this belongs to may be kept */
  async moveOn(log: string, from: number, to: number): Promise<boolean> {
    assertInTransaction()
    if (from === 0) await this.begin(log)
    return (await this.positions.updateOne({ _id: log, judged: from }, { $set: { judged: to } })).matchedCount === 1
  }

  async countsOf(identities: readonly string[]): Promise<Map<string, PersonCounts>> {
    const found = await this.counts.find({ _id: { $in: identities } }).lean<PersonCountsDocument[]>()
    return new Map(found.map(({ _id, counts }) => [_id, counts]))
  }

  async keep(counts: ReadonlyMap<string, PersonCounts>): Promise<void> {
    assertInTransaction()
    const writes = [...counts].map(([_id, counts]) => ({
      updateOne: { filter: { _id }, update: { $set: { counts } }, upsert: true },
    }))
    await writeAsIs(this.counts, writes as never)
  }

  private async begin(log: string): Promise<void> {
    if (!(await this.positions.exists({ _id: log }))) await this.positions.create([{ _id: log, judged: 0 }])
  }
}
