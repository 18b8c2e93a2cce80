import 'reflect-metadata'
import { serve } from '@contactpoint/bus'
import { describeError, KeyedServiceConfig, NestLog, runApp } from '@contactpoint/runtime'
import { AppModule } from './app.module.ts'

await runApp('identity', KeyedServiceConfig, ({ config, log, metrics }) =>
  serve({
    ...config,
    service: 'identity',
    module: (connection) => AppModule.with(config, connection),
    logger: new NestLog(log),
    onAnswered: ({ subject, outcome, seconds }) => metrics.answered(subject, outcome, seconds),
    onError: (subject, error) => log.error({ subject, ...describeError(error) }, 'failed'),
  }),
)
