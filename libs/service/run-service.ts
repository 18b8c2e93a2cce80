import { currentCall, serve } from '@contactpoint/bus'
import { isStoreLost } from '@contactpoint/mongo'
import { describeError, NestLog, runApp, traceLogsBy, type Runtime, type ServiceConfig } from '@contactpoint/runtime'
import type { ServicePlan } from './service-plan.ts'
import { ShellModule } from './shell.module.ts'

/** Runs a service as this process, from its settings in the environment to SIGTERM. */
export function runService<Config extends ServiceConfig>(plan: ServicePlan<Config>): Promise<void> {
  traceLogsBy(() => currentCall()?.trace)
  return runApp(plan.name, plan.config, (runtime) => startService(plan, runtime))
}

/**
 * Starts a service in this process.
 *
 * @returns how to stop it: no new requests, those under way answered, then its connections closed
 */
export function startService<Config extends ServiceConfig>(
  plan: ServicePlan<Config>,
  runtime: Runtime<Config>,
): Promise<() => Promise<void>> {
  const { config, log, metrics } = runtime
  return serve({
    ...config,
    service: plan.name,
    checkAnswers: config.checkAnswers === 'yes',
    module: (connection) => ShellModule.around(plan, runtime, connection),
    logger: new NestLog(log),
    onAnswered: ({ subject, outcome, seconds }) => metrics.answered(subject, outcome, seconds),
    onError: (subject, error) => log.error({ subject, ...describeError(error) }, 'failed'),
    isUnavailable: isStoreLost,
  })
}
