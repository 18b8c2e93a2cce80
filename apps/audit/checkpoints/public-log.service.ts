import { AUDIT_LOG } from '@contactpoint/contracts'
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AuditConfig } from '../audit.config.ts'
import { CheckpointsService } from './checkpoints.service.ts'
import { LogSignerService } from './log-signer.service.ts'
import { headersOf, resourceAt, type LogResource } from './public-log.rules.ts'
import { TreeService } from './tree.service.ts'

/** Serves the log to anybody in the layout of C2SP tlog-tiles, below `/<log>/`: hashes and signatures, nothing else. */
@Injectable()
export class PublicLogService implements OnApplicationBootstrap, OnModuleDestroy {
  private server: Server | null = null

  constructor(
    private readonly config: AuditConfig,
    @Inject(LOG) private readonly log: Logger,
    private readonly checkpoints: CheckpointsService,
    private readonly signer: LogSignerService,
    private readonly tree: TreeService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { logPort, listenHost } = this.config
    if (logPort === undefined) return
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        this.log.error(describeError(error), 'public log')
        response.writeHead(500).end()
      })
    })
    this.server = server
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(logPort, listenHost, resolve))
  }

  async onModuleDestroy(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()))
  }

  private async answer({ method, url = '' }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    const resource = url.startsWith(`/${AUDIT_LOG}/`) ? resourceAt(url.slice(AUDIT_LOG.length + 2)) : null
    const content = resource === null ? null : await this.read(resource)
    if (resource === null || content === null)
      return void response.writeHead(404).end('There is no such part of the log\n')
    response.writeHead(200, { ...headersOf(resource), 'content-length': content.length })
    response.end(method === 'HEAD' ? undefined : content)
  }

  /** Only what a checkpoint covers is shown. */
  private async read(resource: LogResource): Promise<Buffer | null> {
    if (resource === 'log.vkey') return Buffer.from(`${(await this.signer.get()).vkey}\n`)
    const latest = await this.checkpoints.latest()
    if (!latest) return null
    if (resource === 'checkpoint') return Buffer.from(latest.note)
    const { level, index, width } = resource
    if (!this.tree.has(latest.size, { level: level === 'entries' ? 0 : level, index, width })) return null
    const bytes = level === 'entries' ? this.tree.readBundle(index, width) : this.tree.readTile({ level, index, width })
    return Buffer.from(await bytes)
  }
}
