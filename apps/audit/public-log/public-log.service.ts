import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { AUDIT_LOG, Fault } from '@contactpoint/contracts'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { Worker } from 'node:worker_threads'
import { AuditConfig } from '../audit.config.ts'
import { LogReaderService } from './log-reader.service.ts'
import type { Answered, Asked, ThreadStart } from './public-log.thread.ts'

type Said = Asked | { listening: true }

const AGAIN_AFTER_MS = 1_000

/**
 * Serves the log to anybody in the layout of C2SP tlog-tiles, below `/<log>/`: hashes and signatures, nothing else. Connections are
 * the business of a thread of its own, however many there are; what it keeps nothing of is read here, little at a time.
 */
@Injectable()
export class PublicLogService implements OnApplicationBootstrap, OnModuleDestroy {
  private thread: Worker | null = null
  private stopped = false

  constructor(
    private readonly config: AuditConfig,
    @Inject(LOG) private readonly log: Logger,
    private readonly reader: LogReaderService,
  ) {}

  /** @throws Error when its port is taken */
  async onApplicationBootstrap(): Promise<void> {
    const { logPort: port, listenHost: host } = this.config
    if (port !== undefined) await this.start({ port, host, path: `/${AUDIT_LOG}/` })
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true
    await this.thread?.terminate()
  }

  private async start(workerData: ThreadStart): Promise<void> {
    const thread = new Worker(import.meta.filename.replace('.service.', '.thread.'), { workerData })
    this.thread = thread
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    thread.on('message', (said: Said) => ('listening' in said ? resolve() : void this.answer(thread, said)))
    thread.once('error', (error) => {
      reject(error)
      this.log.error(describeError(error), 'public log')
    })
    await promise
    thread.once('exit', () => this.startAgain(workerData))
  }

  /** A thread that fails takes nobody along, and is followed by another. */
  private startAgain(workerData: ThreadStart): void {
    if (this.stopped) return
    setTimeout(() => {
      if (!this.stopped) this.start(workerData).catch(() => this.startAgain(workerData))
    }, AGAIN_AFTER_MS)
  }

  private async answer(thread: Worker, { id, resource }: Asked): Promise<void> {
    thread.postMessage({ id, ...(await this.read(resource)) })
  }

  private async read(resource: Asked['resource']): Promise<Omit<Answered, 'id'>> {
    try {
      return { content: await this.reader.read(resource) }
    } catch (error) {
      if (error instanceof Fault) return { failed: 503 }
      this.log.error(describeError(error), 'public log')
      return { failed: 500 }
    }
  }
}
