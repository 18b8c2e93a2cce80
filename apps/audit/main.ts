import 'reflect-metadata'
import { serve } from '@contactpoint/bus'
import { describeError, NestLog, runApp } from '@contactpoint/runtime'
import { AppModule } from './app.module.ts'
import { AuditConfig } from './audit.config.ts'

await runApp('audit', AuditConfig, ({ config, log, metrics }) =>
  serve({
    ...config,
    service: 'audit',
    module: (connection) => AppModule.with(config, connection, log),
    logger: new NestLog(log),
    onAnswered: ({ subject, outcome, seconds }) => metrics.answered(subject, outcome, seconds),
    onError: (subject, error) => log.error({ subject, ...describeError(error) }, 'failed'),
  }),
)
