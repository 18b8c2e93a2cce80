import { AUDIT_LOG } from '@contactpoint/contracts'
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { describeError, type Logger } from '@contactpoint/runtime'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { CheckpointsService, LOGGER } from './checkpoints.service.ts'
import { LogSigner } from './log-signer.service.ts'
import { headersOf, resourceAt, type LogResource } from './public-log.rules.ts'
import { Tree } from './tree.service.ts'

export const LISTEN = Symbol('listen')

/** Where the public log listens; without a port it does not. */
export interface Listen {
  port?: number
  host: string
}

/** Serves the log to anybody in the layout of C2SP tlog-tiles, below `/<log>/`: hashes and signatures, nothing else. */
@Injectable()
export class PublicLog implements OnApplicationBootstrap, OnModuleDestroy {
  private server: Server | null = null

  constructor(
    @Inject(LISTEN) private readonly listen: Listen,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly checkpoints: CheckpointsService,
    private readonly signer: LogSigner,
    private readonly tree: Tree,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { port, host } = this.listen
    if (port === undefined) return
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        this.log.error(describeError(error), 'public log')
        response.writeHead(500).end()
      })
    })
    this.server = server
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
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
