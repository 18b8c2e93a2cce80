import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { foundDuplicates, MOST_FOUND } from '@contactpoint/contracts'
import { candidateKeys } from '@contactpoint/matching'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { setTimeout as sleep } from 'node:timers/promises'
import { toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { DecidingService } from '../linking/deciding.service.ts'
import { SourceRecordsService } from '../linking/source-records.service.ts'
import { heldAgainstOthers, LONGEST_REST_MS, pairsHeldForOne, restAfter } from './duplicates.rules.ts'

const AT_A_TIME = MOST_FOUND
/** So many times as long as it works it waits: others need the directory too. */
const WAITS = 9

/**
 * Finds records that the model would join now: when they were made, too little was known of one of them. Now and then, by one copy at a time; what it finds is
 * for people to decide.
 */
@Injectable()
export class LookingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    private readonly bus: Bus,
    private readonly children: ChildrenService,
    private readonly records: RecordsService,
    private readonly sources: SourceRecordsService,
    private readonly deciding: DecidingService,
    leases: Leases,
    @Inject(LOG) log: Logger,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'duplicates', everyMs: LONGEST_REST_MS, leases },
      work: (mayGoOn) => this.round(mayGoOn),
      onError: (error) => log.warn(describeError(error), 'it is not looked for duplicates'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /**
   * Goes through all children, a few at a time. Cut off, it begins anew.
   *
   * @param rest in milliseconds, after each few that took so many
   * @returns milliseconds that it has worked
   */
  async lookAtAll(mayGoOn: () => boolean, rest: (tookMs: number) => Promise<unknown>): Promise<number> {
    let worked = 0
    for (let last = ''; mayGoOn();) {
      const began = performance.now()
      const some = await this.children.shownAfter(last, AT_A_TIME)
      if (some.length === 0) break
      const pairs = await this.pairsOf(some)
      if (pairs.length > 0) await this.tell(pairs)
      last = some.at(-1)!.childId
      const took = performance.now() - began
      worked += took
      await rest(took)
    }
    return worked
  }

  /** Pairs of ids that the model holds for one child. */
  async pairsOf(children: readonly Child[]): Promise<string[][]> {
    const keys = new Set(children.flatMap((child) => candidateKeys(toMatchRecord(child))))
    const found = await this.records.findByKeys([...keys])
    const ids = new Set([...children, ...found].map(({ childId }) => childId))
    const told = Map.groupBy(await this.sources.findOf([...ids]), ({ childId }) => childId!)
    return pairsHeldForOne(children, await this.deciding.weigh(heldAgainstOthers(children, found, told)))
  }

  private tell(pairs: readonly string[][]): Promise<unknown> {
    const found = { pairs: pairs.map((childIds) => ({ childIds })) }
    return withCall(ownCall(), () => this.bus.ask(foundDuplicates, found))
  }

  private async round(mayGoOn: () => boolean): Promise<number> {
    return restAfter(await this.lookAtAll(mayGoOn, (tookMs) => sleep(tookMs * WAITS)))
  }
}
