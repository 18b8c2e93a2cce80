import 'reflect-metadata'
import { serve } from '@contactpoint/bus'
import { describeError, ServiceConfig, NestLog, runApp } from '@contactpoint/runtime'
import { AppModule } from './app.module.ts'

await runApp('ingestion', ServiceConfig, ({ config, log, metrics }) =>
  serve({
    ...config,
    service: 'ingestion',
    module: (connection) => AppModule.with(config, connection, log),
    logger: new NestLog(log),
    onAnswered: ({ subject, outcome, seconds }) => metrics.answered(subject, outcome, seconds),
    onError: (subject, error) => log.error({ subject, ...describeError(error) }, 'failed'),
  }),
)
