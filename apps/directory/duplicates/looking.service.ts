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
import { asRows, LONGEST_REST_MS, othersLike, pairsHeldForOne, restAfter } from './duplicates.rules.ts'

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
   * Goes through all children, by the day on which they were born. Cut off, it begins anew.
   *
   * @param rest in milliseconds, after each few that took so many
   * @returns milliseconds that it has worked
   */
  async lookAtAll(mayGoOn: () => boolean, rest: (tookMs: number) => Promise<unknown>): Promise<number> {
    let worked = 0
    for (let day = ''; ;) {
      const born = await this.children.shownBornAfter(day)
      if (born.length === 0) return worked
      day = born[0]!.dateOfBirth
      for (let at = 0; at < born.length && mayGoOn(); at += AT_A_TIME) {
        const took = await this.lookAt(born.slice(at, at + AT_A_TIME), born)
        worked += took
        await rest(took)
      }
      if (!mayGoOn()) return worked
    }
  }

  /** @param born all who were born on that day @returns milliseconds that it took */
  private async lookAt(some: readonly Child[], born: readonly Child[]): Promise<number> {
    const began = performance.now()
    const pairs = await this.pairsOf(some, born)
    if (pairs.length > 0) await this.tell(pairs)
    return performance.now() - began
  }

  private async pairsOf(some: readonly Child[], born: readonly Child[]): Promise<string[][]> {
    const keys = new Set(some.flatMap((child) => candidateKeys(toMatchRecord(child))))
    const sharing = await this.records.findByKeys([...keys])
    const found = [...new Map([...born, ...sharing].map((child) => [child.childId, child])).values()]
    const others = othersLike(some, found)
    const ids = new Set([some, ...others].flat().map(({ childId }) => childId))
    const told = Map.groupBy(await this.sources.findOf([...ids]), ({ childId }) => childId!)
    return pairsHeldForOne(some, await this.deciding.weigh(asRows(some, others, told)))
  }

  private tell(pairs: readonly string[][]): Promise<unknown> {
    const found = { pairs: pairs.map((childIds) => ({ childIds })) }
    return withCall(ownCall(), () => this.bus.ask(foundDuplicates, found))
  }

  private async round(mayGoOn: () => boolean): Promise<number> {
    return restAfter(await this.lookAtAll(mayGoOn, (tookMs) => sleep(tookMs * WAITS)))
  }
}
