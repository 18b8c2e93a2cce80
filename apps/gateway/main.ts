import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { connectBus, currentCall } from '@contactpoint/bus'
import { NestLog, runApp, traceLogsBy } from '@contactpoint/runtime'
import { inRequestOrder } from './access/access.middleware.ts'
import { AppModule } from './app.module.ts'
import { GatewayConfig } from './gateway.config.ts'

traceLogsBy(() => currentCall()?.trace)
await runApp('gateway', GatewayConfig, async ({ config, log, metrics }) => {
  const connection = await connectBus({ servers: config.natsUrl, service: 'gateway', seed: config.natsSeed })
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, connection, log), {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  })
  app.set('trust proxy', config.trustedProxies || false)
  app.disable('x-powered-by')
  app.disable('etag')
  for (const step of inRequestOrder(log, metrics)) app.use(step)
  const server = await app.listen(config.port, config.listenHost)
  server.requestTimeout = 10 * 60 * 1000
  server.headersTimeout = 10_000
  // Longer than clients and load balancers keep theirs: who closes first must not be us, in the middle of a request.
  server.keepAliveTimeout = 75_000
  return async () => {
    server.closeIdleConnections()
    await app.close()
    await connection.drain()
  }
})
