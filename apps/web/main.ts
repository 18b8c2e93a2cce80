import 'reflect-metadata'
import { NestLog, runApp } from '@contactpoint/runtime'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { AppModule } from './app.module.ts'
import { beforeAnyPage } from './layout/request-order.middleware.ts'
import { SessionService } from './session/session.service.ts'
import { WebConfig } from './web.config.ts'

await runApp('web', WebConfig, async ({ config, log, metrics }) => {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, log), {
    bodyParser: false,
    logger: new NestLog(log),
    abortOnError: false,
  })
  app.set('trust proxy', config.trustedProxies || false)
  app.disable('x-powered-by')
  app.disable('etag')
  for (const step of beforeAnyPage(app.get(SessionService), log, metrics)) app.use(step)
  const server = await app.listen(config.port, config.listenHost)
  server.requestTimeout = 60_000
  server.headersTimeout = 10_000
  return async () => {
    server.closeIdleConnections()
    await app.close()
  }
})
