import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import { Bus } from '@contactpoint/bus'
import { AUDIT_LOG, ledgerGrew } from '@contactpoint/contracts'
import { Leases, Sweep, transaction } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import type { Connection } from 'mongoose'
import { LedgerService } from '../ledger/ledger.service.ts'
import { CountingRepository } from './counting.repository.ts'
import { tallyOf, type CountedEntry } from './counting.rules.ts'
import type { FigurePositionDocument } from './figures.schema.ts'

/** What nobody told of, since news may be lost, is counted then. Milliseconds. */
const LOOK_EVERY_MS = 30_000
/** Entries that come within this time are counted together: writing is what counting costs. Milliseconds. */
const GATHER_MS = 1_000
/** Entries that one transaction counts at the most. */
const AT_A_TIME = 2_000

/** Follows the ledger and counts what it says, each entry once, whatever crashes (docs/decisions/0031). One copy does so at a time. */
@Injectable()
export class CountingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly bus: Bus,
    leases: Leases,
    @Inject(LOG) log: Logger,
    private readonly metrics: Metrics,
    private readonly ledger: LedgerService,
    private readonly repository: CountingRepository,
  ) {
    this.sweep = new Sweep({
      name: 'figures',
      everyMs: LOOK_EVERY_MS,
      leases,
      work: (mayGoOn) => this.follow(mayGoOn),
      onError: (error) => log.error(describeError(error), 'entries are not counted'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
    this.bus.hear(ledgerGrew, () => this.sweep.wakeIn(GATHER_MS))
    const help = 'Entries that the figures have not counted yet'
    this.metrics.show('contactpoint_figures_lag_entries', help, 'log', async () => ({
      [AUDIT_LOG]: await this.behind(),
    }))
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** How far the figures are. */
  async position(): Promise<FigurePositionDocument> {
    const found = await this.repository.findPosition(AUDIT_LOG)
    if (found) return found
    await this.repository.begin(AUDIT_LOG)
    return (await this.repository.findPosition(AUDIT_LOG))!
  }

  /** How many entries they have not counted yet. */
  async behind(): Promise<number> {
    const { counted } = await this.position()
    return Math.max(0, (await this.ledger.size()) - counted)
  }

  /** Forgets all that was counted, in steps, and counts anew from the first entry; figures say meanwhile how far they are. */
  async rebuild(): Promise<void> {
    await this.position()
    await this.repository.setState(AUDIT_LOG, 'emptying')
    this.sweep.wake()
  }

  /** Counts all that is there. Safe to be cut off anywhere and done again. */
  async follow(mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn()) {
      const { state, counted } = await this.position()
      if (state === 'emptying') await this.empty(mayGoOn)
      else if (!(await this.countFrom(counted))) return
    }
  }

  /**
   * Keeps what entries say together with the place they reach to.
   *
   * @returns false when another copy counted from there, or all is to be counted anew: nothing is kept then
   */
  async count(from: number, entries: readonly CountedEntry[]): Promise<boolean> {
    const tally = tallyOf(entries)
    return transaction(this.connection, async () => {
      const position = await this.repository.findPosition(AUDIT_LOG)
      if (position?.state !== 'counting' || position.counted !== from) return false
      const columns = await this.repository.addRows(tally.rows.values(), position.columns)
      await this.repository.addCounts(tally.counts.values())
      // A copy that lost its lease without noticing meets whoever went on, here at the latest.
      if (await this.repository.moveOn(AUDIT_LOG, from, from + entries.length, columns)) return true
      throw new Error('Another copy counted these entries')
    })
  }

  private async countFrom(from: number): Promise<boolean> {
    const entries = await this.ledger.headersFrom(from, AT_A_TIME)
    if (entries.length > 0) await this.count(from, entries)
    return entries.length > 0
  }

  private async empty(mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn()) {
      if (await this.repository.emptySome()) continue
      return this.repository.setState(AUDIT_LOG, 'counting')
    }
  }
}
