import { Injectable } from '@nestjs/common'
import type { AppliedFates, ApplyRecords, CountedRows } from '@contactpoint/contracts'
import pLimit from 'p-limit'
import { RestrictionsService } from '../restrictions/restrictions.service.ts'
import { groupsInTurn } from './in-turn.rules.ts'
import { LinkingRepository } from './linking.repository.ts'
import { keysOf, toRow, type RowFate, type RowToApply } from './linking.rules.ts'
import { ManyRowsService } from './many-rows.service.ts'
import { homeKeysOf } from './moved-together.rules.ts'
import { OneRowService } from './one-row.service.ts'

/** Fewer rows than these are as soon applied one by one. */
const MANY = 4
/** Groups of rows worked on at a time. Those with a key in common follow each other: two of them may be the same child. */
const AT_ONCE = 8
/** Rows that wait and are judged again because of one chunk. Of more, who share a key with it, the others wait on: so many are of no child's own. */
const MOST_JUDGED_AGAIN = 100

@Injectable()
export class LinkingService {
  constructor(
    private readonly links: LinkingRepository,
    private readonly restrictions: RestrictionsService,
    private readonly manyRows: ManyRowsService,
    private readonly oneRow: OneRowService,
  ) {}

  /**
   * Applies a chunk of rows; each is safe to apply again. Those that are plain together, as often as that leaves many: several may be
   * about one child. The others one by one. Rows that wait and share a key with what was taken in are judged again.
   */
  async apply({ source, batchId, rows }: ApplyRecords): Promise<AppliedFates> {
    const toApply = rows.map((row) => toRow(source, batchId, row))
    const fates = new Map<string, RowFate>()
    let [left, applied] = [toApply, 0]
    do {
      const together = await this.manyRows.apply(left)
      for (const [linkId, fate] of together) fates.set(linkId, fate)
      left = left.filter(({ linkId }) => !together.has(linkId))
      applied = together.size
    } while (applied > 0 && left.length >= MANY)
    const changed = new Set<string>()
    for (const [linkId, fate] of await this.applyOneByOne(left, changed)) fates.set(linkId, fate)
    const news = toApply.flatMap((row) => newsOf(row, fates.get(row.linkId)!))
    for (const [linkId, fate] of await this.judgeAgain(news, changed)) if (fates.has(linkId)) fates.set(linkId, fate)
    for (const childId of changed) await this.restrictions.lookAgain(childId)
    return { fates: toApply.map(({ record, linkId }) => ({ recordId: record.recordId, ...fates.get(linkId)! })) }
  }

  /** How many rows of each source wait for a person, whosever they are. */
  async countQuestions(): Promise<CountedRows> {
    const at = new Date().toISOString()
    const counted = await this.links.countParked()
    return { rows: counted.map(({ source, count }) => ({ key: source, counts: [count] })), at }
  }

  /** @param changed takes the restricted children of whom rows say something else: what is around them is looked at once, however many rows came */
  private async applyOneByOne(rows: RowToApply[], changed: Set<string>): Promise<Map<string, RowFate>> {
    const fates = new Map<string, RowFate>()
    const limit = pLimit(AT_ONCE)
    const groups = groupsInTurn(rows, (row) => [row.linkId, ...keysOf(row)])
    await Promise.all(
      groups.map((group) =>
        limit(async () => {
          for (const row of group) fates.set(row.linkId, await this.oneRow.apply(row, changed))
        }),
      ),
    )
    return fates
  }

  /**
   * @param keys of what was said: it may say of rows that wait and share one whom they are about
   * @returns the fates of those of whom nobody needs to be asked any more, by the id of their record
   */
  private async judgeAgain(keys: string[], changed: Set<string>): Promise<Map<string, RowFate>> {
    const settled = new Map<string, RowFate>()
    let left = MOST_JUDGED_AGAIN
    for (let news = keys; news.length > 0 && left > 0;) {
      const waiting = await this.links.findWaitingWith([...new Set(news)], left)
      left -= waiting.length
      news = []
      for (const linkId of waiting) {
        const judged = await this.oneRow.judgeAgain(linkId, changed)
        if (!judged) continue
        settled.set(linkId, judged.fate)
        news.push(...keysOf(judged.row), ...homeKeysOf(judged.row))
      }
    }
    return settled
  }
}

/** Keys of what a row says to others: what is taken in, whom they are about; of one that waits, who seems to have moved, that they may have moved together. */
function newsOf(row: RowToApply, { fate, code }: RowFate): string[] {
  if (fate === 'created' || fate === 'updated') return keysOf(row)
  return code === 'name-and-birth-date-only' ? homeKeysOf(row) : []
}
