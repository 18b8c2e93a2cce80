import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { listUndecided, MOST_ASKED_ABOUT } from '@contactpoint/contracts'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { StagesService } from '../protection/stages.service.ts'
import { RowWaitsRepository } from './row-waits.repository.ts'
import type { RowWaitNow } from './row-waits.schema.ts'

/** So late may it be known that a row has come, when nobody looks at a list. */
const EVERY_MS = 60 * 60 * 1000

/** What officers have to decide about children, with until when rows are due. */
export interface UndecidedNow {
  near: string[]
  rows: RowWaitNow[]
}

/** Until when rows of feeds are to be decided: the directory says about whom some wait, and this keeps since when. */
@Injectable()
export class RowWaitsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    private readonly bus: Bus,
    private readonly stages: StagesService,
    private readonly waits: RowWaitsRepository,
    @Inject(LOG) private readonly log: Logger,
    leases: Leases,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'row-waits', everyMs: EVERY_MS, leases },
      work: (mayGoOn) => this.lookAtAll(mayGoOn),
      onError: (error) => this.notKnown(error),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** @param childIds at most `MOST_ASKED_ABOUT` */
  async undecided(childIds: string[]): Promise<UndecidedNow> {
    const { near, rows } = await this.bus.ask(listUndecided, { childIds })
    const waiting = new Set(rows)
    await this.waits.keep(
      rows,
      childIds.filter((childId) => !waiting.has(childId)),
    )
    return { near, rows: await this.waits.find(rows) }
  }

  /** What waits of all children who have a shield, however long nobody looks at a list. */
  async lookAtAll(mayGoOn: () => boolean): Promise<void> {
    let after: string | undefined
    while (mayGoOn()) {
      const shields = await this.stages.find({ of: { isNone: [] }, after }, MOST_ASKED_ABOUT)
      if (shields.length > 0) await this.undecided(shields.map(({ _id }) => _id))
      if (shields.length < MOST_ASKED_ABOUT) return
      after = shields.at(-1)!._id
    }
  }

  /** Whether anything still waits of a child about whom something was decided; what is not heard now, a later look finds. */
  async lookAgain(childId: string): Promise<void> {
    await this.undecided([childId]).catch((error: unknown) => this.notKnown(error))
  }

  private notKnown(error: unknown): void {
    this.log.warn(describeError(error), 'it is not known since when rows wait')
  }
}
