import { Injectable } from '@nestjs/common'
import type { AppliedFate, Fate, ReportedRefusal, WithdrawnFate } from '@contactpoint/contracts'
import type { Batch } from '../batches/batches.schema.ts'
import type { LocatedOutcome } from '../sources/feed.rules.ts'
import { MOST_REFUSALS, newPage, refusalsOf, settledPage, waitingAgain, withdrawnPage } from './inbox.rules.ts'
import { InboxRepository, StalePage } from './inbox.repository.ts'
import type { InboxPage } from './inbox.schema.ts'

export { ROWS_A_PAGE } from './inbox.schema.ts'

/** Every row of every batch, until it has a fate. */
@Injectable()
export class InboxService {
  constructor(private readonly pages: InboxRepository) {}

  /** Takes a page of rows in. @returns their fates: waiting, or refused at once */
  async take({ _id: batchId }: Batch, outcomes: LocatedOutcome[]): Promise<Fate[]> {
    if (outcomes.length === 0) return []
    const page = newPage(batchId, outcomes, [])
    if (await this.pages.insert(page)) return fatesOf(page)
    const taken = await this.pages.findRecords(batchId, page.recordIds)
    const others = newPage(batchId, outcomes, taken)
    if (!(await this.pages.insert(others))) throw new StalePage()
    return fatesOf(others)
  }

  /** The next page of a batch with rows that wait for the directory. @param after number of the first row of the page before it */
  waiting(batchId: string, after: number): Promise<InboxPage | null> {
    return this.pages.findNext(batchId, 'waiting', after)
  }

  /** The next page of a batch with records that are to be taken back. */
  toWithdraw(batchId: string): Promise<InboxPage | null> {
    return this.pages.findNext(batchId, 'settled', 0)
  }

  /** They were. */
  async withdraw(page: InboxPage, fates: readonly WithdrawnFate[]): Promise<void> {
    await this.pages.replace(page, withdrawnPage(page, fates))
  }

  /** Gives the rows that wait on a page their fates. */
  async settle(page: InboxPage, fates: readonly AppliedFate[]): Promise<void> {
    await this.pages.replace(page, settledPage(page, fates))
  }

  /** The first ones. */
  async refusals(batchId: string): Promise<ReportedRefusal[]> {
    const refusals: ReportedRefusal[] = []
    for await (const page of this.pages.findRefused(batchId)) {
      refusals.push(...refusalsOf(page))
      if (refusals.length >= MOST_REFUSALS) break
    }
    return refusals.slice(0, MOST_REFUSALS)
  }

  /** Rows that wait for a person for this reason wait for the directory again. @returns how many */
  async retry(batchId: string, code: string): Promise<number> {
    let count = 0
    for (const page of await this.pages.findWith(batchId, code)) {
      const { page: changed, again } = waitingAgain(page, code)
      if (again > 0) await this.pages.replace(page, changed)
      count += again
    }
    return count
  }

  async forget(batchId: string): Promise<void> {
    await this.pages.remove(batchId)
  }
}

function fatesOf({ rows }: InboxPage): Fate[] {
  return rows.map(({ fate }) => fate)
}
