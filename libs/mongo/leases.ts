import { randomUUID } from 'node:crypto'
import { Schema, type Connection } from 'mongoose'
import { collection } from './collection.ts'
import { isDuplicate } from './transaction.ts'

interface LeaseDocument {
  _id: string
  holder: string
  until: Date
}

const leaseSchema = new Schema<LeaseDocument>(
  {
    _id: { type: String, required: true },
    holder: { type: String, required: true },
    until: { type: Date, required: true },
  },
  { versionKey: false, strict: 'throw' },
)

/** Who holds what in a service's store, and until when. */
export const leases = collection('leases', leaseSchema)

/**
 * The server says what time it is when a write begins, and keeps to it when it has to begin again because another came first:
 * the time of the first is a little in the future then, and the lease is not free for that. Milliseconds.
 */
const LONGEST_TAKE_MS = 5_000

/**
 * Leases on the database server's own time: at most one copy of a service holds a name at a time, and a dead holder is
 * followed by another when its time is over.
 */
export class Leases {
  private readonly holder = randomUUID()

  constructor(private readonly connection: Connection) {}

  /** Takes or renews the lease, each time for equally long. @returns whether this process holds it for the next `forMs` milliseconds */
  async take(name: string, forMs: number): Promise<boolean> {
    const until = { $add: ['$$NOW', forMs] }
    const isOver = { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }
    // Nobody takes it for so long: the server's clock was set back, and waiting for the old time could take hours.
    const isFromTheFuture = { $gt: ['$until', { $add: [until, LONGEST_TAKE_MS] }] }
    const isFree = { $or: [{ $eq: ['$holder', this.holder] }, isOver, isFromTheFuture] }
    try {
      const lease = await this.documents.findOneAndUpdate(
        { _id: name },
        [
          {
            $set: { holder: { $cond: [isFree, this.holder, '$holder'] }, until: { $cond: [isFree, until, '$until'] } },
          },
        ],
        { upsert: true, returnDocument: 'after', maxTimeMS: LONGEST_TAKE_MS },
      )
      return lease?.holder === this.holder
    } catch (error) {
      // Two copies made the lease at the same moment; the other was first.
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** Seconds until each lease is over, negative where it is: whatever it was for is done by nobody then. */
  async remaining(): Promise<Record<string, number>> {
    const seconds = { $divide: [{ $subtract: ['$until', '$$NOW'] }, 1000] }
    const found = await this.documents
      .aggregate<{ _id: string; seconds: number }>([{ $project: { seconds } }])
      .toArray()
    return Object.fromEntries(found.map(({ _id, seconds }) => [_id, seconds]))
  }

  /** Gives the lease up, so that the next one need not wait. */
  async release(name: string): Promise<void> {
    await this.documents.updateOne({ _id: name, holder: this.holder }, { $set: { until: new Date(0) } })
  }

  private get documents() {
    return this.connection.db!.collection<LeaseDocument>(leases.name)
  }
}
