import { Injectable } from '@nestjs/common'
import type { Model } from 'mongoose'
import { InjectCollection } from './collection.ts'
import { Leases } from './leases.ts'
import { outbox, type OutboxRow } from './outbox.schema.ts'
import { failureOf, mayPass } from './failure.ts'
import { Sweep } from './sweep.ts'
import { assertInTransaction } from './transaction.ts'

/** How one kind of work is done. It may be done twice, and in any order with other rows of its kind. */
export type OutboxHandler = (payload: never) => Promise<void>

export interface OutboxOptions {
  /** A handler for each kind. Kinds do not wait for each other. */
  kinds: Record<string, OutboxHandler>
  onError: (error: unknown) => void
}

/** How much of one kind waits. */
export interface OutboxLag {
  kind: string
  waiting: number
  setAside: number
  /** Age of the oldest that is not set aside, in seconds; 0 when none waits. */
  oldestSeconds: number
}

const EVERY_MS = 15_000
const AT_A_TIME = 100
/** A failure that does not pass by itself is tried this often; then the row is set aside. */
export const MOST_ATTEMPTS = 8
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 60_000

/** A row as it begins, for a program that has the store and no outbox. */
export function freshRow(row: Pick<OutboxRow, '_id' | 'kind' | 'payload'>): OutboxRow {
  const now = new Date()
  return { ...row, createdAt: now, attempts: 0, notBefore: now, setAside: false, failure: null }
}

/**
 * Work that must not be lost, done at least once: one copy of the service at a time, oldest first within a kind, a failing row
 * never in the way of another, a kind never in the way of another kind.
 */
@Injectable()
export class Outbox {
  private readonly kinds = new Map<string, { handler: OutboxHandler; onError: OutboxOptions['onError'] }>()
  private sweep: Sweep | null = null
  private reading: Promise<OutboxLag[]> | null = null

  constructor(
    @InjectCollection(outbox) private readonly rows: Model<OutboxRow>,
    private readonly leases: Leases,
  ) {}

  /** Begins to work rows of these kinds off, those of earlier runs first. Each part of a service begins its own. */
  start({ kinds, onError }: OutboxOptions): void {
    for (const [kind, handler] of Object.entries(kinds)) this.kinds.set(kind, { handler, onError })
    const { leases } = this
    const work = async (mayGoOn: () => boolean): Promise<number | undefined> => {
      const pauses = await Promise.all(
        [...this.kinds].map(([kind, { handler, onError }]) => this.workOff(kind, handler, onError, mayGoOn)),
      )
      return pauses.includes(true) ? FIRST_PAUSE_MS : undefined
    }
    this.sweep ??= new Sweep({ name: 'outbox', everyMs: EVERY_MS, leases, work, onError })
    this.sweep.wake()
  }

  async stop(): Promise<void> {
    await this.sweep?.stop()
  }

  /** Rows are there to be done, once the transaction that added them is committed. */
  wake(): void {
    this.sweep?.wake()
  }

  /** In the transaction that makes them due. @param rows with ids of their own: whoever does the work directly takes the row out by its id */
  async add(rows: Pick<OutboxRow, '_id' | 'kind' | 'payload'>[]): Promise<void> {
    assertInTransaction()
    await this.rows.insertMany(rows.map(freshRow))
  }

  async remove(rowId: string): Promise<void> {
    await this.rows.deleteOne({ _id: rowId })
  }

  /** Whoever asks while it is being read gets the same answer. */
  async lag(): Promise<OutboxLag[]> {
    return (this.reading ??= this.readLag().finally(() => (this.reading = null)))
  }

  private async readLag(): Promise<OutboxLag[]> {
    const age = { $divide: [{ $subtract: ['$$NOW', '$createdAt'] }, 1000] }
    return this.rows.aggregate<OutboxLag>([
      {
        $group: {
          _id: '$kind',
          waiting: { $sum: { $cond: ['$setAside', 0, 1] } },
          setAside: { $sum: { $cond: ['$setAside', 1, 0] } },
          oldestSeconds: { $max: { $cond: ['$setAside', 0, age] } },
        },
      },
      { $project: { _id: 0, kind: '$_id', waiting: 1, setAside: 1, oldestSeconds: 1 } },
    ])
  }

  /** @returns whether anything of this kind still waits */
  private async workOff(
    kind: string,
    handler: OutboxHandler,
    onError: (error: unknown) => void,
    mayGoOn: () => boolean,
  ): Promise<boolean> {
    for (;;) {
      const due = await this.findDue(kind)
      for (const row of due) {
        if (!mayGoOn()) return true
        await this.do(row, handler).catch(onError)
      }
      if (due.length < AT_A_TIME) return (await this.rows.exists({ kind, setAside: false })) !== null
    }
  }

  private findDue(kind: string): Promise<OutboxRow[]> {
    return this.rows
      .find({ kind, setAside: false, $expr: { $lte: ['$notBefore', '$$NOW'] } })
      .sort({ createdAt: 1 })
      .limit(AT_A_TIME)
      .lean<OutboxRow[]>()
  }

  /** Nothing is done of a row that was taken out since it was read: whoever did it directly need not be waited for a second time. */
  private async do(row: OutboxRow, handler: OutboxHandler): Promise<void> {
    if (!(await this.rows.exists({ _id: row._id }))) return
    try {
      await handler(row.payload as never)
    } catch (error) {
      await this.postpone(row, error)
      throw error
    }
    await this.remove(row._id)
  }

  /** Somebody who is away comes back, however long that takes; any other failure counts. */
  private async postpone({ _id, attempts }: OutboxRow, error: unknown): Promise<void> {
    const passes = mayPass(error)
    const counted = passes ? attempts : attempts + 1
    const pause = passes ? FIRST_PAUSE_MS : Math.min(FIRST_PAUSE_MS * 2 ** attempts, LONGEST_PAUSE_MS)
    await this.rows.updateOne(
      { _id },
      [
        {
          $set: {
            attempts: counted,
            notBefore: { $add: ['$$NOW', pause] },
            setAside: counted >= MOST_ATTEMPTS,
            failure: failureOf(error),
          },
        },
      ],
      { updatePipeline: true },
    )
  }
}
