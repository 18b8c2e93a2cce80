import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  MOST_APPEALS_LISTED,
  type AppealCode,
  type AppealOpened,
  type AppealsListed,
  type DecideAppeal,
  type Nothing,
} from '@contactpoint/contracts'
import { isDuplicate, Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { BudgetsService } from '../budgets/budgets.service.ts'
import { ErrandsService } from '../errands/errands.service.ts'
import { auditErrand } from '../protection/errands.rules.ts'
import { AppealsRepository } from './appeals.repository.ts'
import { appealEntry, newAppeal, toAppeal } from './appeals.rules.ts'
import type { StoredAppeal } from './appeals.schema.ts'

/** Whoever has seen as many children as their role may asks their management for more (AC-18). */
@Injectable()
export class AppealsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly appeals: AppealsRepository,
    private readonly budgets: BudgetsService,
    private readonly errands: ErrandsService,
    private readonly outbox: Outbox,
  ) {}

  async open(caller: Caller, code: AppealCode): Promise<AppealOpened> {
    for (;;) {
      const open = await this.appeals.findOpen(caller.personId)
      if (open) return { appealId: open._id }
      const appeal = newAppeal(randomUUID(), caller, code, new Date())
      try {
        await this.write(caller, async () => {
          await this.appeals.add(appeal)
          return appeal
        })
        return { appealId: appeal._id }
      } catch (error) {
        if (!isDuplicate(error)) throw error // asked twice at the same moment
      }
    }
  }

  async list({ authority }: Caller): Promise<AppealsListed> {
    return { appeals: (await this.appeals.findOpenOf(authority, MOST_APPEALS_LISTED)).map(toAppeal) }
  }

  /** @throws Fault `not-found` for one that is decided, of another authority, or the caller's own (I8) */
  async decide(caller: Caller, { appealId, decision }: DecideAppeal): Promise<Nothing> {
    await this.write(caller, async () => {
      const decided = { state: decision, by: caller.personId, decidedAt: new Date() }
      const appeal = await this.appeals.decide(appealId, caller, decided)
      if (!appeal) throw Fault.notFound()
      if (decision === 'grant') await this.budgets.raise(appeal.identity ?? appeal.personId)
      return appeal
    })
    return {}
  }

  /** With its entry, or not at all. */
  private async write(caller: Caller, change: () => Promise<StoredAppeal>): Promise<void> {
    await transaction(this.connection, async () =>
      this.outbox.add([auditErrand(appealEntry(randomUUID(), caller, await change()))]),
    )
    this.errands.wake()
  }
}
