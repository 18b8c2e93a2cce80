import { AUDIT_LOG, Fault } from '@contactpoint/contracts'
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AuditConfig } from '../audit.config.ts'
import { LogReaderService } from './log-reader.service.ts'
import { headersOf, resourceAt } from './public-log.rules.ts'
import { Visitors, WHILE_MS } from './visitors.rules.ts'

/** Whoever else comes is turned away before anything is read. */
const MOST_CONNECTIONS = 256

/** Serves the log to anybody in the layout of C2SP tlog-tiles, below `/<log>/`: hashes and signatures, nothing else. */
@Injectable()
export class PublicLogService implements OnApplicationBootstrap, OnModuleDestroy {
  private server: Server | null = null
  private readonly visitors = new Visitors()

  constructor(
    private readonly config: AuditConfig,
    @Inject(LOG) private readonly log: Logger,
    private readonly reader: LogReaderService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { logPort, listenHost } = this.config
    if (logPort === undefined) return
    const server = createServer((request, response) => {
      this.answer(request, response).catch((error: unknown) => this.failed(error, response))
    })
    server.maxConnections = MOST_CONNECTIONS
    server.headersTimeout = 5_000
    server.requestTimeout = 10_000
    this.server = server
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(logPort, listenHost, resolve))
  }

  async onModuleDestroy(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()))
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '', socket } = request
    if (method !== 'GET' && method !== 'HEAD') return void response.writeHead(405, { allow: 'GET, HEAD' }).end()
    if (this.visitors.isTooMany(socket.remoteAddress ?? '', performance.now()))
      return void response.writeHead(429, { 'retry-after': String(WHILE_MS / 1000) }).end('Too many requests\n')
    const resource = url.startsWith(`/${AUDIT_LOG}/`) ? resourceAt(url.slice(AUDIT_LOG.length + 2)) : null
    const content = resource === null ? null : await this.reader.read(resource)
    if (resource === null || content === null)
      return void response.writeHead(404).end('There is no such part of the log\n')
    response.writeHead(200, { ...headersOf(resource), 'content-length': content.length })
    response.end(method === 'HEAD' ? undefined : content)
  }

  private failed(error: unknown, response: ServerResponse): void {
    if (error instanceof Fault) return void response.writeHead(503, { 'retry-after': '1' }).end()
    this.log.error(describeError(error), 'public log')
    response.writeHead(500).end()
  }
}
