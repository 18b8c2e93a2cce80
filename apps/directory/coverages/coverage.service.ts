import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Fault, NATIONAL_DESK, type CountedRows, type ReadCoverageFigure } from '@contactpoint/contracts'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { ChildrenService } from '../children/children.service.ts'
import { ShownInvolvementsService } from '../involvements/shown-involvements.service.ts'
import { ToldService } from '../linking/told.service.ts'
import { CoverageRepository } from './coverage.repository.ts'
import { CoverageTally, restAfter } from './coverage.rules.ts'

const AT_A_TIME = 1_000
const LONGEST_REST_MS = 24 * 60 * 60 * 1000

/** Counts of how many children it is known who works with them (S06), now and then, by one copy at a time. Looks are answered from that. */
@Injectable()
export class CoverageService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    private readonly children: ChildrenService,
    private readonly involvements: ShownInvolvementsService,
    private readonly told: ToldService,
    private readonly repository: CoverageRepository,
    leases: Leases,
    @Inject(LOG) log: Logger,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'coverage', everyMs: LONGEST_REST_MS, leases },
      work: (mayGoOn) => this.round(mayGoOn),
      onError: (error) => log.warn(describeError(error), 'coverage is not counted'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** @throws Fault `unavailable` until it was counted first */
  async read({ authority, of }: ReadCoverageFigure): Promise<CountedRows> {
    const last = await this.repository.find()
    if (!last) throw Fault.unavailable('directory')
    const wanted = authority === NATIONAL_DESK ? null : authority
    const rows = last.rows.filter((row) => authority === null || row.authority === wanted)
    const counted = rows.map((row) => ({ key: row.authority, counts: of === 'sources' ? row.sources : row.counts }))
    return { rows: counted, at: last.at.toISOString() }
  }

  /** Goes through all children, a few at a time. Cut off, it keeps nothing, and begins anew. */
  async count(mayGoOn: () => boolean): Promise<void> {
    const at = new Date()
    const tally = new CoverageTally()
    for (let last = ''; ;) {
      if (!mayGoOn()) return
      const some = await this.children.afterForCounting(last, AT_A_TIME)
      if (some.length === 0) break
      const ids = some.map(({ childId }) => childId)
      tally.add(some, await this.involvements.leadsOf(ids), await this.told.sourcesOf(ids))
      last = some.at(-1)!.childId
    }
    await this.repository.keep(at, tally.rows())
  }

  private async round(mayGoOn: () => boolean): Promise<number> {
    const began = performance.now()
    await this.count(mayGoOn)
    return restAfter(performance.now() - began)
  }
}
