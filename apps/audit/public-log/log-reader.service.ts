import { Injectable } from '@nestjs/common'
import { Fault } from '@contactpoint/contracts'
import pLimit from 'p-limit'
import type { CheckpointDocument } from '../checkpoints/checkpoints.schema.ts'
import { CheckpointsService } from '../checkpoints/checkpoints.service.ts'
import { LogSignerService } from '../checkpoints/log-signer.service.ts'
import { TreeService } from '../checkpoints/tree.service.ts'
import { LATEST_MS, type LogResource } from './public-log.rules.ts'

/** Made from the store at a time: recording accesses comes before showing the log to the world. */
const AT_ONCE = 2
const MOST_WAITING = 64

/** Reads parts of the log for the world, without getting in the way of what is recorded. */
@Injectable()
export class LogReaderService {
  private readonly limit = pLimit(AT_ONCE)
  private latest: { at: number; checkpoint: Promise<CheckpointDocument | null> } | null = null

  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly signer: LogSignerService,
    private readonly tree: TreeService,
  ) {}

  /** Only what a checkpoint covers; null for what is not there. @throws Fault `unavailable` when too much is asked for at once */
  async read(resource: LogResource): Promise<Buffer | null> {
    if (this.limit.pendingCount >= MOST_WAITING) throw Fault.unavailable('audit')
    return this.limit(() => this.make(resource))
  }

  private async make(resource: LogResource): Promise<Buffer | null> {
    if (resource === 'log.vkey') return Buffer.from(`${(await this.signer.get()).vkey}\n`)
    const latest = await this.latestCheckpoint()
    if (!latest) return null
    if (resource === 'checkpoint') return Buffer.from(latest.note)
    const { level, index, width } = resource
    if (!this.tree.has(latest.size, { level: level === 'entries' ? 0 : level, index, width })) return null
    const bytes = level === 'entries' ? this.tree.readBundle(index, width) : this.tree.readTile({ level, index, width })
    return Buffer.from(await bytes)
  }

  /** One look for all who ask at about the same time, also for what is not there. */
  private latestCheckpoint(): Promise<CheckpointDocument | null> {
    const now = performance.now()
    if (this.latest && now - this.latest.at < LATEST_MS) return this.latest.checkpoint
    const checkpoint = this.checkpoints.latest()
    this.latest = { at: now, checkpoint }
    checkpoint.catch(() => (this.latest = null))
    return checkpoint
  }
}
