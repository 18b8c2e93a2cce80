import type { Logger } from 'pino'
import { readConfig, type ProcessConfig } from './config.ts'
import { ConfigError } from './environment.ts'
import { createLogger, describeError } from './logger.ts'
import { Metrics } from './metrics.ts'

/** What an app is handed when it starts. */
export interface Runtime<Config extends ProcessConfig> {
  config: Config
  log: Logger
  metrics: Metrics
}

/** Longest a stopping app waits for what is under way, in milliseconds. */
const DRAIN_MS = 10_000

/**
 * Runs an app from start to SIGTERM: settings checked first, then traces, metrics and the app itself; on a signal it drains,
 * closes and ends. Prints `ready` on the log when it can work.
 *
 * @param start makes the app and returns how to close it gracefully
 */
export async function runApp<Config extends ProcessConfig>(
  name: string,
  shape: new () => Config,
  start: (runtime: Runtime<Config>) => Promise<() => Promise<void>>,
): Promise<void> {
  let log = createLogger(name, 'info')
  try {
    const config = readConfig(shape)
    log = createLogger(name, config.logLevel)
    const stopTracing = await traced(name, config.otelExporterOtlpEndpoint)
    const metrics = new Metrics(name)
    const close = await start({ config, log, metrics })
    if (config.metricsPort !== undefined)
      log.info({ port: await metrics.listen(config.metricsPort, config.listenHost) }, 'metrics')
    stopOnSignal(log, async () => {
      await close()
      await Promise.all([metrics.close(), stopTracing()])
    })
    log.info('ready')
  } catch (error) {
    log.fatal(describeError(error), isForOperators(error) ? error.message : 'cannot start')
    process.exit(1)
  }
}

/** Loads what sends traces only where there is a collector: it is hundreds of modules. @returns how to stop */
async function traced(name: string, collector: string | undefined): Promise<() => Promise<void>> {
  if (!collector) return async () => undefined
  const { startTracing } = await import('./tracing.ts')
  return startTracing(name, collector)
}

/** These messages are written by us, for operators, and quote no value. */
function isForOperators(error: unknown): error is Error {
  return error instanceof ConfigError || (error instanceof Error && error.message.startsWith('Refusing to start'))
}

function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  let stopping = false
  const onSignal = (signal: string): void => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'stopping')
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(describeError(error), 'did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', onSignal)
  process.once('SIGINT', onSignal)
  // A parent that dies without a word leaves no service behind.
  process.once('disconnect', () => onSignal('disconnect'))
}
