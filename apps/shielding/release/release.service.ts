import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import { Fault, type BudgetWarning, type Receipt } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { BudgetsService } from '../budgets/budgets.service.ts'
import { costOf } from '../budgets/spending.rules.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { EntriesService } from './entries.service.ts'
import { readingEntry, withheldEntry, type Asked, type Reading } from './release.rules.ts'

/** A shield changes at most a few times in a child's life; more than this in one request is something else. */
const TRIES = 5

/** What may leave, the receipt of the entry that says so, and how much the caller may still see when that is little. */
export interface Released<Content> {
  content: Content
  account: { receipt: Receipt; budget?: BudgetWarning }
}

/** The one path on which anything about a child leaves: read, recorded, counted and guarded; and from the start if a shield changed. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly budgets: BudgetsService,
    private readonly protection: ProtectionService,
    private readonly entries: EntriesService,
  ) {}

  /**
   * @param read reads the answer under the stances of now; called again when one of them changed before the answer left
   * @throws Fault `not-found`, recorded, when there is nothing to show; `over-budget`, recorded, when it is more than the caller may
   *   see; `unavailable` when nothing could be recorded or guarded
   */
  async release<Content>(
    caller: Caller,
    asked: Asked,
    read: () => Promise<Reading<Content>>,
  ): Promise<Released<Content>> {
    for (let tries = 0; tries < TRIES; tries++) {
      const reading = await read()
      const receipt = await this.entries.append(readingEntry(randomUUID(), caller, asked, reading)) // no receipt, no answer
      const [{ isWithin, budget }, isUnchanged] = await Promise.all([
        this.budgets.pay(caller, costOf([...reading.children, ...(reading.apart ?? [])], asked.costs)),
        this.protection.guard(reading.stances),
      ])
      if (isWithin && reading.content === null) throw Fault.notFound()
      if (isWithin && isUnchanged) return { content: reading.content!, account: { receipt, ...(budget && { budget }) } }
      await this.entries.append(withheldEntry(randomUUID(), caller, asked, reading)) // tightened meanwhile: nothing leaves
      if (!isWithin) throw Fault.overBudget()
    }
    throw Fault.unavailable('shielding')
  }
}
