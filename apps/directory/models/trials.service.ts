import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import type { RowDecision } from '@contactpoint/matching'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { triedAs } from './link-models.rules.ts'
import { LinkModelsRepository } from './link-models.repository.ts'

/** Rows are counted in memory, and written this often at the most. A copy that is killed loses as much. Milliseconds. */
export const WRITTEN_EVERY_MS = 3_000

/** Counts what a model on trial would have done, beside what was done. */
@Injectable()
export class TrialsService implements OnModuleDestroy {
  /** By version, then by place in the trial: `same.unsure`. */
  private readonly counts = new Map<number, Record<string, number>>()
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly models: LinkModelsRepository,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    await this.write()
  }

  /** @param version the one on trial */
  count(version: number, inForce: RowDecision, onTrial: RowDecision): void {
    const counts = this.counts.get(version) ?? {}
    const place = `${inForce.decision}.${triedAs(inForce, onTrial)}`
    this.counts.set(version, { ...counts, [place]: (counts[place] ?? 0) + 1 })
    this.timer ??= setTimeout(() => void this.writeLater(), WRITTEN_EVERY_MS)
  }

  private async writeLater(): Promise<void> {
    this.timer = null
    await this.write()
  }

  /** What cannot be written is lost: a trial is a count of many. */
  private async write(): Promise<void> {
    const taken = [...this.counts]
    this.counts.clear()
    for (const [version, counts] of taken)
      await this.models.count(version, counts).catch((error: unknown) => {
        this.log.warn(describeError(error), 'what a trial has counted could not be written')
      })
  }
}
