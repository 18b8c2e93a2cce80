import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus } from '@contactpoint/bus'
import { AUDIT_LOG, ledgerGrew } from '@contactpoint/contracts'
import { Leases, Sweep, transaction } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import type { Connection } from 'mongoose'
import { CasesService } from '../cases/cases.service.ts'
import type { EntryFacts } from '../ledger/ledger.schema.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import { WatchingService } from '../watching/watching.service.ts'
import { MisuseRepository } from './misuse.repository.ts'
import { identityOf, judgedOf, notice, type Alert, type Knowledge } from './noticing.rules.ts'
import { UsualService } from './usual.service.ts'

/** What nobody told of, since news may be lost, is judged then. Milliseconds. */
const LOOK_EVERY_MS = 15_000
/** Entries that come within this time are judged together. Milliseconds. */
const GATHER_MS = 1_000
/** Entries that one transaction judges at the most. */
const AT_A_TIME = 500

/**
 * Follows the ledger and judges each entry once by the rules of misuse, whatever crashes: an entry that leaves something to look at is
 * durable before anything is shown, and its case is opened from it (docs/decisions/0033). One copy does so at a time.
 */
@Injectable()
export class MisuseService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    leases: Leases,
    @Inject(LOG) log: Logger,
    private readonly metrics: Metrics,
    private readonly ledger: LedgerService,
    private readonly watching: WatchingService,
    private readonly usual: UsualService,
    private readonly cases: CasesService,
    private readonly repository: MisuseRepository,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'misuse', everyMs: LOOK_EVERY_MS, leases },
      work: (mayGoOn) => this.follow(mayGoOn),
      onError: (error) => log.error(describeError(error), 'entries are not judged for misuse'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
    this.bus.hear(ledgerGrew, () => this.sweep.wakeIn(GATHER_MS))
    const help = 'Entries that the rules of misuse have not judged yet'
    this.metrics.show('contactpoint_misuse_lag_entries', help, 'log', async () => ({
      [AUDIT_LOG]: Math.max(0, (await this.ledger.size()) - (await this.repository.judged(AUDIT_LOG))),
    }))
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** Judges all that is there. Safe to be cut off anywhere and done again. */
  async follow(mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn()) {
      const from = await this.repository.judged(AUDIT_LOG)
      const entries = await this.ledger.factsFrom(from, AT_A_TIME)
      if (entries.length === 0) return
      const judged = entries.flatMap(judgedOf)
      await this.judge([from, from + entries.length], judged, await this.knowledgeOf(judged))
    }
  }

  /** Keeps cases, counts and the place they reach to in one step. @throws Error when another copy judged these entries */
  private async judge(
    [from, to]: [number, number],
    entries: readonly EntryFacts[],
    knowledge: Knowledge,
  ): Promise<void> {
    await transaction(this.connection, async () => {
      const before = await this.repository.countsOf([...new Set(entries.map(identityOf))])
      const counts = new Map(entries.map((entry) => [identityOf(entry), before.get(identityOf(entry)) ?? {}]))
      const alerts = entries.flatMap((entry): Alert[] => notice(entry, counts.get(identityOf(entry))!, knowledge))
      await this.cases.raise(alerts)
      await this.repository.keep(counts)
      // A copy that lost its lease without noticing meets whoever went on, here at the latest.
      if (await this.repository.moveOn(AUDIT_LOG, from, to)) return
      throw new Error('Another copy judged these entries')
    })
  }

  private async knowledgeOf(entries: readonly EntryFacts[]): Promise<Knowledge> {
    const watched = await this.watching.among(entries.flatMap(({ keys }) => keys))
    return { watched, mostADay: await this.usual.mostADay(entries) }
  }
}
