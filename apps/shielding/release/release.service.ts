import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  type Asker,
  type BudgetWarning,
  type PolicyBudgets,
  type PolicyDocument,
  type Receipt,
} from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { BudgetsService } from '../budgets/budgets.service.ts'
import { costOf, type Cost } from '../budgets/spending.rules.ts'
import { PolicyService } from '../policy/policy.service.ts'
import { ProtectionService } from '../protection/protection.service.ts'
import { EntriesService } from './entries.service.ts'
import { readingEntry, withheldEntry, type Asked, type Reading } from './release.rules.ts'

/** A shield changes at most a few times in a child's life, and a policy a few times a year; more than this in one request is something else. */
const TRIES = 5

/** What may leave, the receipt of the entry that says so, and how much the caller may still see when that is little. */
export interface Released<Content> {
  content: Content
  account: { receipt: Receipt; budget?: BudgetWarning }
}

/** The one path on which anything about a child leaves: read, recorded, counted and guarded; and from the start if a shield changed, or the policy. */
@Injectable()
export class ReleaseService {
  constructor(
    private readonly policies: PolicyService,
    private readonly budgets: BudgetsService,
    private readonly protection: ProtectionService,
    private readonly entries: EntriesService,
  ) {}

  /**
   * @param read reads the answer under the stances and the policy of now; called again when one of them changed before the answer left
   * @throws Fault `not-found`, recorded, when there is nothing to show; `over-budget`, recorded, when it is more than the caller may
   *   see; `unavailable` when nothing could be recorded or guarded
   */
  async release<Content>(
    caller: Caller,
    asked: Asked,
    read: (policy: PolicyDocument) => Promise<Reading<Content>>,
  ): Promise<Released<Content>> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { version, document } = await this.policies.current()
      const under = { ...asked, policy: version }
      const reading = await read(document)
      const receipt = await this.entries.append(readingEntry(randomUUID(), caller, under, reading)) // no receipt, no answer
      const cost = costOf([...reading.children, ...(reading.apart ?? [])], asked.costs)
      const [{ over, budget }, isUnchanged] = await Promise.all([
        this.pay(caller, asked.asker, cost, document.budgets),
        this.protection.guard(reading.stances),
      ])
      const isWithin = over === null
      const isInForce = (await this.policies.current()).version === version
      if (isWithin && reading.content === null) throw Fault.notFound()
      if (isWithin && isUnchanged && isInForce)
        return { content: reading.content!, account: { receipt, ...(budget && { budget }) } }
      await this.entries.append(withheldEntry(randomUUID(), caller, under, reading, over)) // changed meanwhile: nothing leaves
      if (!isWithin) throw Fault.overBudget()
    }
    throw Fault.unavailable('shielding')
  }

  /** Whoever asked pays first: for an answer that is more than they may see, the mediator pays nothing. */
  private async pay(
    caller: Caller,
    asker: Asker | undefined,
    cost: Cost,
    budgets: PolicyBudgets,
  ): Promise<{ over: 'caller' | 'asker' | null; budget: BudgetWarning | null }> {
    if (asker && !(await this.budgets.pay(asker, cost, budgets)).isWithin) return { over: 'asker', budget: null }
    const { isWithin, budget } = await this.budgets.pay(caller, cost, budgets)
    return { over: isWithin ? null : 'caller', budget }
  }
}
