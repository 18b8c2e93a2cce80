import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Bus, ownCall, withCall } from '@contactpoint/bus'
import { foundDuplicates, MOST_FOUND, today } from '@contactpoint/contracts'
import { candidateKeys } from '@contactpoint/matching'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { setTimeout as sleep } from 'node:timers/promises'
import { livingOn, toMatchRecord } from '../children/children.rules.ts'
import type { Child } from '../children/children.schema.ts'
import { ChildrenService } from '../children/children.service.ts'
import { RecordsService } from '../children/records.service.ts'
import { DecidingService } from '../linking/deciding.service.ts'
import { SourceRecordsService } from '../linking/source-records.service.ts'
import {
  asRows,
  byLookingKey,
  LONGEST_REST_MS,
  othersLike,
  pairsHeldForOne,
  restAfter,
  type ByKey,
} from './duplicates.rules.ts'
import { LooksRepository } from './looks.repository.ts'

const AT_A_TIME = MOST_FOUND
/** So many times as long as it works it waits: others need the directory too. */
const WAITS = 9
/** What could not be looked at is tried again after this time. */
const AFTER_ERROR_MS = 60_000

/** Waits after a few that took so many milliseconds. */
type Rest = (tookMs: number) => Promise<unknown>

/**
 * Finds records that the model would join now: when they were made, too little was known of one of them. Now and then, by one copy at a time, going on from
 * the day at which another was cut off; what it finds is for people to decide.
 */
@Injectable()
export class LookingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep
  private readonly stopping = new AbortController()

  constructor(
    private readonly bus: Bus,
    private readonly children: ChildrenService,
    private readonly records: RecordsService,
    private readonly sources: SourceRecordsService,
    private readonly deciding: DecidingService,
    private readonly looks: LooksRepository,
    leases: Leases,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'duplicates', everyMs: LONGEST_REST_MS, leases },
      work: (mayGoOn) => this.round(mayGoOn),
      onError: (error) => this.log.warn(describeError(error), 'it is not looked for duplicates'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort()
    await this.sweep.stop()
  }

  /**
   * Goes on with whoever was born after the day up to which all were looked at, to the last.
   *
   * @returns milliseconds until it is to be looked again
   */
  async goOn(mayGoOn: () => boolean, rest: Rest): Promise<number> {
    const { day: from, nextAt } = await this.looks.find()
    if (nextAt > new Date()) return nextAt.getTime() - Date.now()
    let worked = 0
    for (let day = from; ;) {
      const born = await this.children.shownBornAfter(day)
      if (born.length === 0) break
      worked += await this.lookAtAll(born, mayGoOn, rest)
      if (!mayGoOn()) return 0
      day = born[0]!.dateOfBirth
      await this.looks.keep({ day, nextAt })
    }
    const restMs = restAfter(worked)
    await this.looks.keep({ day: '', nextAt: new Date(Date.now() + restMs) })
    return restMs
  }

  /** @param born all who were born on one day @returns milliseconds that it worked */
  private async lookAtAll(born: readonly Child[], mayGoOn: () => boolean, rest: Rest): Promise<number> {
    let worked = 0
    const bornBy = byLookingKey(born, livingOn(today()))
    for (let at = 0; at < born.length && mayGoOn(); at += AT_A_TIME) {
      const began = performance.now()
      const pairs = await this.pairsOf(born.slice(at, at + AT_A_TIME), bornBy)
      if (pairs.length > 0) await this.tell(pairs)
      const took = performance.now() - began
      worked += took
      await rest(took)
    }
    return worked
  }

  private async pairsOf(some: readonly Child[], bornBy: ByKey): Promise<string[][]> {
    const keys = new Set(some.flatMap((child) => candidateKeys(toMatchRecord(child))))
    const sharing = byLookingKey(await this.records.findByKeys([...keys]), livingOn(today()))
    const others = othersLike(some, [bornBy, sharing])
    const ids = new Set([some, ...others].flat().map(({ childId }) => childId))
    const told = await this.sources.findOfEach([...ids])
    return pairsHeldForOne(some, await this.deciding.weigh(asRows(some, others, told)))
  }

  private tell(pairs: readonly string[][]): Promise<unknown> {
    const found = { pairs: pairs.map((childIds) => ({ childIds })) }
    return withCall(ownCall(), () => this.bus.ask(foundDuplicates, found))
  }

  private async round(mayGoOn: () => boolean): Promise<number> {
    const { signal } = this.stopping
    try {
      return await this.goOn(mayGoOn, (tookMs) => sleep(tookMs * WAITS, undefined, { signal }))
    } catch (error) {
      if (!signal.aborted) this.log.warn(describeError(error), 'it is not looked for duplicates')
      return AFTER_ERROR_MS
    }
  }
}
