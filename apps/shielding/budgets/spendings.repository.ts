import { Injectable } from '@nestjs/common'
import { isDuplicate, InjectCollection, writeAsIs } from '@contactpoint/mongo'
import type { Model, mongo } from 'mongoose'
import type { Budget } from './policy.rules.ts'
import { inEach, type Cost } from './spending.rules.ts'
import { endOf, fits, RAISE, spend, spendExactly } from './spending-writes.rules.ts'
import { spendings, type Spending } from './spendings.schema.ts'

/** What somebody is about to spend, and how much of it they may have spent then. */
export interface Payment {
  /** Whose it is, by whichever account. */
  identity: string
  cost: Cost
  atMost: Budget
}

/** What somebody has spent. */
export type SpentSoFar = Pick<Spending, keyof Budget | 'raisedUntil'>

@Injectable()
export class SpendingsRepository {
  constructor(@InjectCollection(spendings) private readonly spendings: Model<Spending>) {}

  /**
   * One write for all: true only if each stays within what it may, by sums that are never too small. A child that was counted already
   * counts again there, and what is older than its window still does: who is refused may yet be let through by {@link payExactly}.
   */
  async pay(payments: Payment[]): Promise<boolean> {
    const now = Date.now()
    const writes = payments.map(({ identity, cost, atMost }): mongo.AnyBulkWriteOperation<Spending> => {
      const most = cost.childIds.length + cost.search
      const filter = { _id: identity, ...inEach((window) => ({ $not: { $gt: atMost[window] - most } })) }
      return { updateOne: { filter, update: spend(cost, now), upsert: most <= Math.min(...Object.values(atMost)) } }
    })
    try {
      return (await writeAsIs(this.spendings, writes)) === payments.length
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  /** @returns what is spent then in each window, and until when it is raised; null, and nothing is counted, when it would be too much */
  async payExactly({ identity, cost, atMost }: Payment): Promise<SpentSoFar | null> {
    await this.begin(identity)
    return this.spendings
      .findOneAndUpdate({ _id: identity, $expr: fits(cost, atMost) }, spendExactly(cost, Date.now()), {
        updatePipeline: true,
        returnDocument: 'after',
        projection: { hour: 1, day: 1, month: 1, raisedUntil: 1 },
      })
      .lean<Spending>()
  }

  async raise(identity: string): Promise<void> {
    await this.begin(identity)
    await this.spendings.updateOne({ _id: identity }, RAISE, { updatePipeline: true })
  }

  private async begin(identity: string): Promise<void> {
    const nothing = { seen: {}, searches: {}, ...inEach(() => 0), endsAt: endOf(Date.now()) }
    await this.spendings.updateOne({ _id: identity }, { $setOnInsert: nothing }, { upsert: true })
  }
}
