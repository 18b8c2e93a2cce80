import { Injectable } from '@nestjs/common'
import { afterCommit, assertInTransaction, Outbox } from '@contactpoint/mongo'
import { PartsService } from '../children/parts.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { isSame } from '../children/same.rules.ts'
import { NearRowsRepository } from './near-rows.repository.ts'
import { RestrictionsRepository } from './restrictions.repository.ts'
import { factsSaidBy } from './restrictions.rules.ts'

/** Around a restricted child is to be looked again: more of those who look like it say where they live. */
export interface LookAgainErrand {
  childId: string
}

/**
 * Where a record says that it lives which is unseen for looking like a restricted child may be where that child lives: who lives there too is
 * covered, until somebody finds that the record is another's.
 */
@Injectable()
export class LookalikesService {
  /** Who lives there is covered at once, after a crash too. */
  private readonly lookAgain = (): void => this.outbox.wake()

  constructor(
    private readonly records: RecordsService,
    private readonly parts: PartsService,
    private readonly rows: NearRowsRepository,
    private readonly restrictions: RestrictionsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** What the records say that look like this one, and what they were merged of. */
  async factsAlike(restricted: string): Promise<string[]> {
    const others = await this.rows.findLookalikes(restricted)
    if (others.length === 0) return []
    const [found, parts] = [await this.records.findMany(others), await this.parts.findOfAll(others)]
    return factsSaidBy([...found, ...parts])
  }

  /**
   * Keeps it with these restricted children, in the transaction that writes a record which looks like them, or decides about it. Of one whose shield
   * is only asked for it is kept when the shield is there.
   */
  async keep(restricted: readonly string[]): Promise<void> {
    assertInTransaction()
    for (const childId of new Set(restricted)) {
      const kept = await this.restrictions.find(childId)
      const alike = await this.factsAlike(childId)
      if (!kept || isSame(kept.alike, alike)) continue
      const { sequence: _before, counted: _counted, ...child } = kept
      const sequence = await this.restrictions.write({ ...child, alike })
      const payload: LookAgainErrand = { childId }
      await this.outbox.add([{ _id: `look-again:${childId}:${sequence}`, kind: 'look-again', payload }])
      afterCommit(this.lookAgain)
    }
  }

  /** The same of whomever this record looks like, which says something else now. */
  async keepOf(lookalike: string): Promise<void> {
    await this.keep(await this.rows.findAlike(lookalike))
  }
}
