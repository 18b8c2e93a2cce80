import { Injectable } from '@nestjs/common'
import type { AppliedFate, AppliedRow, Fate, ReportedRefusal, WithdrawnFate } from '@contactpoint/contracts'
import type { Batch } from '../batches/batches.schema.ts'
import type { LocatedOutcome } from '../sources/feed.rules.ts'
import { fateChange, MOST_REFUSALS, toInboxRow, toRefusal, toRepeated } from './inbox.rules.ts'
import { InboxRepository } from './inbox.repository.ts'

/** Every row of every batch, until it has a fate. */
@Injectable()
export class InboxService {
  constructor(private readonly rows: InboxRepository) {}

  /** Takes rows in. @returns their fates: waiting, or refused at once */
  async take(batch: Batch, outcomes: LocatedOutcome[]): Promise<Fate[]> {
    if (outcomes.length === 0) return []
    const rows = outcomes.map((outcome) => toInboxRow(batch, outcome))
    const repeated = (await this.rows.insert(rows)).map(toRepeated)
    if (repeated.length > 0) await this.rows.insert(repeated)
    const refused = new Set(repeated.map(({ _id }) => _id))
    return rows.map(({ _id, fate }) => (refused.has(_id) ? 'refused' : fate))
  }

  /** Rows of a batch that wait for the directory, in the order of the file. @param after number of the row before the first of them */
  async waiting(batchId: string, after: number, limit: number): Promise<AppliedRow[]> {
    const rows = await this.rows.findWaiting(batchId, after, limit)
    return rows.map(({ row, line, record }) => ({ row, line, record: record! }))
  }

  /** Ids of records of a batch that are to be taken back. */
  async toWithdraw(batchId: string, limit: number): Promise<{ rowId: string; recordId: string }[]> {
    const rows = await this.rows.findDelivered(batchId, limit)
    return rows.map(({ _id, recordId }) => ({ rowId: _id, recordId: recordId! }))
  }

  /** They were. What their rows said is kept no longer. */
  async withdraw(fates: { rowId: string; fate: WithdrawnFate }[]): Promise<void> {
    await this.rows.change(fates.map(({ rowId, fate }) => ({ rowId, change: { withdrawn: fate, record: null } })))
  }

  async settle(batchId: string, rows: AppliedRow[], fates: AppliedFate[]): Promise<void> {
    const changes = rows.map(({ row }, i) => ({ rowId: `${batchId}:${row}`, change: fateChange(fates[i]!) }))
    await this.rows.change(changes)
  }

  async refusals(batchId: string): Promise<ReportedRefusal[]> {
    return (await this.rows.findRefused(batchId, MOST_REFUSALS)).map(toRefusal)
  }

  retry(batchId: string, code: string): Promise<number> {
    return this.rows.waitAgain(batchId, code)
  }

  async forget(batchId: string): Promise<void> {
    await this.rows.remove(batchId)
  }
}
