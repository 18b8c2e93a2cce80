import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { DesksService } from '../desks/desks.service.ts'
import { understaffed } from '../desks/desks.rules.ts'
import { StagesService } from '../protection/stages.service.ts'

const AT_A_TIME = 100
const EVERY_MS = 60_000

/** Says of steps that are late that they are, and shows the operator what waits. It ends nothing: a shield stays until people lift it. */
@Injectable()
export class EscalationsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep

  constructor(
    private readonly stages: StagesService,
    private readonly desks: DesksService,
    private readonly metrics: Metrics,
    @Inject(LOG) log: Logger,
    leases: Leases,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'escalations', everyMs: EVERY_MS, leases },
      work: (mayGoOn) => this.round(mayGoOn),
      onError: (error) => log.warn(describeError(error), 'escalations wait'),
    })
  }

  onApplicationBootstrap(): void {
    this.metrics.watch('contactpoint_shields_overdue', 'Shields whose next step is late, by state', 'state', () =>
      this.stages.countOverdue(),
    )
    this.metrics.watch(
      'contactpoint_desk_officers',
      'Officers who can act, of desks with too few',
      'authority',
      async () =>
        Object.fromEntries(
          understaffed(await this.desks.desks()).map(({ authority, officers }) => [authority, officers]),
        ),
    )
    this.sweep.start()
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  private async round(mayGoOn: () => boolean): Promise<void> {
    while (mayGoOn() && (await this.stages.escalate(AT_A_TIME)));
  }
}
