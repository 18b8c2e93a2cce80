import { AUDIT_LOG } from '@contactpoint/contracts'
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { Leases, Sweep } from '@contactpoint/mongo'
import { describeError, LOG, Metrics, type Logger } from '@contactpoint/runtime'
import { parseTilePath, verifyLog, type LogVerdict } from '@contactpoint/tamper-log'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CheckpointDocument } from '../checkpoints/checkpoints.schema.ts'
import { CheckpointsService } from '../checkpoints/checkpoints.service.ts'
import { LogSignerService } from '../checkpoints/log-signer.service.ts'
import { NotSoLong, TreeService } from '../checkpoints/tree.service.ts'
import { dueIn, EVERY_MS } from './verifying.rules.ts'
import { VerifyingRepository } from './verifying.repository.ts'
import type { VerificationDocument } from './verifying.schema.ts'

/** After each 256 entries it rests so many times as long as they took: there is no hurry, and others wait for the same thread. */
const RESTS = 4

/** The verification was cut off: it says nothing. */
class CutOff extends Error {}

/**
 * Goes through the whole log once a day, entry by entry as they are stored now, and holds it against what was signed: by the code that anybody
 * else uses. It finds entries that were changed, not somebody who holds the key or changes what is found here too: they are found out
 * by copies that others keep (docs/decisions/0011).
 */
@Injectable()
export class VerifyingService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly sweep: Sweep
  private readonly startedAt = Date.now()

  constructor(
    leases: Leases,
    @Inject(LOG) private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly checkpoints: CheckpointsService,
    private readonly signer: LogSignerService,
    private readonly tree: TreeService,
    private readonly repository: VerifyingRepository,
  ) {
    this.sweep = new Sweep({
      ...{ name: 'verifying', everyMs: EVERY_MS, leases },
      work: (mayGoOn) => this.whenDue(mayGoOn),
      onError: (error) => log.error(describeError(error), 'the log is not verified'),
    })
  }

  onApplicationBootstrap(): void {
    this.sweep.start()
    this.metrics.show('contactpoint_log_wrong', 'Whether entries are not as they were signed', 'log', async () => ({
      [AUDIT_LOG]: Number(((await this.last())?.firstWrong ?? null) !== null),
    }))
  }

  async onModuleDestroy(): Promise<void> {
    await this.sweep.stop()
  }

  /** Null: nobody has yet. */
  last(): Promise<VerificationDocument | null> {
    return this.repository.find(AUDIT_LOG)
  }

  /** Goes through all that the last checkpoint covers, and keeps what was found. Cut off, it keeps nothing. */
  async verify(mayGoOn: () => boolean): Promise<void> {
    const checkpoint = await this.checkpoints.latest()
    if (!checkpoint) return
    const verdict = await this.verdictOn(checkpoint, mayGoOn).catch((error: unknown) => {
      if (error instanceof CutOff) return null
      throw error
    })
    if (!verdict) return
    const firstWrong = verdict.ok ? null : verdict.index
    await this.repository.keep({ _id: AUDIT_LOG, size: checkpoint.size, at: new Date(), firstWrong })
    if (!verdict.ok) this.log.error(describeError(new Error(verdict.why)), 'the log is not as it was signed')
  }

  private async whenDue(mayGoOn: () => boolean): Promise<number> {
    const wait = dueIn(await this.last(), this.startedAt, Date.now())
    if (wait > 0) return wait
    await this.verify(mayGoOn)
    return EVERY_MS
  }

  private async verdictOn(checkpoint: CheckpointDocument, mayGoOn: () => boolean): Promise<LogVerdict> {
    const { name: origin, verifier } = await this.signer.get()
    const read = async (path: string): Promise<Uint8Array | null> => {
      if (!mayGoOn()) throw new CutOff()
      const began = performance.now()
      const bytes = await this.read(path, checkpoint)
      await sleep(RESTS * (performance.now() - began))
      return bytes
    }
    return verifyLog({ read, origin, verifiers: [verifier] })
  }

  /** A resource of the log at the size of this checkpoint; null: it is not there any more. */
  private async read(path: string, { size, note }: CheckpointDocument): Promise<Uint8Array | null> {
    if (path === 'checkpoint') return Buffer.from(note)
    const { level, index, width } = parseTilePath(path)
    if (!this.tree.has(size, { level: level === 'entries' ? 0 : level, index, width })) return null
    try {
      return level === 'entries'
        ? await this.tree.readBundle(index, width)
        : await this.tree.readTile({ level, index, width })
    } catch (error) {
      if (error instanceof NotSoLong) return null
      throw error
    }
  }
}
