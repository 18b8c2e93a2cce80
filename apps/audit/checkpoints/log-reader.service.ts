import { Injectable } from '@nestjs/common'
import { Fault } from '@contactpoint/contracts'
import { LRUCache } from 'lru-cache'
import pLimit from 'p-limit'
import { CheckpointsService } from './checkpoints.service.ts'
import type { CheckpointDocument } from './checkpoints.schema.ts'
import { LogSignerService } from './log-signer.service.ts'
import type { LogResource } from './public-log.rules.ts'
import { TreeService } from './tree.service.ts'

/** Bytes of tiles that are kept. Not of bundles: they show what is stored now, so that whoever altered it is found out. */
const KEPT_BYTES = 64 * 1024 * 1024
/** How old the checkpoint may be that anybody is shown, in milliseconds. */
const LATEST_MS = 200
/** Made from the store at a time: recording accesses comes before showing the log to the world. */
const AT_ONCE = 2
const MOST_WAITING = 64

/** Reads parts of the log for the world, without getting in the way of what is recorded. */
@Injectable()
export class LogReaderService {
  private readonly kept = new LRUCache<string, Buffer>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ length }) => length + 1,
  })
  private readonly limit = pLimit(AT_ONCE)
  private latest: { at: number; checkpoint: Promise<CheckpointDocument | null> } | null = null

  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly signer: LogSignerService,
    private readonly tree: TreeService,
  ) {}

  /** Only what a checkpoint covers; null for what is not there. @throws Fault `unavailable` when too much is asked for at once */
  async read(resource: LogResource): Promise<Buffer | null> {
    if (resource === 'log.vkey') return Buffer.from(`${(await this.signer.get()).vkey}\n`)
    const latest = await this.latestCheckpoint()
    if (!latest) return null
    if (resource === 'checkpoint') return Buffer.from(latest.note)
    const { level, index, width } = resource
    if (!this.tree.has(latest.size, { level: level === 'entries' ? 0 : level, index, width })) return null
    const key = `${level}/${index}/${width}`
    const kept = this.kept.get(key)
    if (kept) return kept
    if (this.limit.pendingCount >= MOST_WAITING) throw Fault.unavailable('audit')
    const bytes = await this.limit(() => this.kept.get(key) ?? this.make(resource))
    if (level !== 'entries') this.kept.set(key, bytes)
    return bytes
  }

  private async make({ level, index, width }: Exclude<LogResource, string>): Promise<Buffer> {
    const bytes = level === 'entries' ? this.tree.readBundle(index, width) : this.tree.readTile({ level, index, width })
    return Buffer.from(await bytes)
  }

  private latestCheckpoint(): Promise<CheckpointDocument | null> {
    const now = performance.now()
    if (this.latest && now - this.latest.at < LATEST_MS) return this.latest.checkpoint
    const checkpoint = this.checkpoints.latest()
    this.latest = { at: now, checkpoint }
    checkpoint.catch(() => (this.latest = null))
    return checkpoint
  }
}
