import type { LoggerService } from '@nestjs/common'
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'

export type { Logger }

/** The app's log, where it is injected. */
export const LOG = Symbol('log')

/**
 * The only keys a log line may have. Everything else is left out, whatever code hands over: a name or a postcode cannot get
 * into a log by being somewhere inside an object (AC-22).
 */
export const LOGGED_KEYS = [
  'service',
  'subject',
  'route',
  'method',
  'status',
  'outcome',
  'ms',
  'error',
  'code',
  'stack',
  'port',
  'signal',
  'batchId',
  'source',
  'rows',
  'count',
  'context',
  'trace',
] as const
const ALLOWED = new Set<string>(LOGGED_KEYS)

let traceNow: () => string | undefined = () => undefined

/** Says which request is worked on: its trace stands in every line that is written meanwhile. */
export function traceLogsBy(trace: () => string | undefined): void {
  traceNow = trace
}

/** Structured log of one app, JSON lines on standard output, or to another destination in tests. */
export function createLogger(service: string, level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => {
      const trace = traceNow()
      return trace === undefined ? {} : { trace }
    },
    formatters: { level: (label) => ({ level: label }), log: onlyAllowed },
    hooks: {
      // An error handed over as it is would become the line's text, message and all.
      logMethod(args, write) {
        const [first] = args as unknown[]
        write.apply(this, first instanceof Error ? [describeError(first), 'error'] : args)
      },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** Text and numbers under the keys of the list; an object under one could hold anything. */
function onlyAllowed(line: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(line).filter(([key, value]) => ALLOWED.has(key) && typeof value !== 'object'),
  )
}

/**
 * What of an error may be logged: its kind, its code and where in our code it arose. Its message is left out, because a driver
 * or a parser may quote a value in it.
 */
export function describeError(error: unknown): { error: string; code?: string; stack?: string } {
  if (!(error instanceof Error)) return { error: typeof error }
  const code = 'code' in error ? String(error.code) : undefined
  const frames = error.stack
    ?.split('\n')
    .filter((line) => line.startsWith('    at '))
    .slice(0, 8)
  return { error: error.name, ...(code && { code }), ...(frames && { stack: frames.join('\n') }) }
}

/** Nest's own messages through the same log: warnings and errors only, they are about wiring. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(): void {}

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context: String(context ?? '') }, wiringText(message))
  }

  /** An error itself is what Nest could not start with: it is thrown too, and `runApp` says it, once. */
  error(message: unknown, _stack?: unknown, context?: unknown): void {
    if (message instanceof Error) return this.logger.debug(describeError(message), 'error')
    this.logger.error({ context: String(context ?? '') }, wiringText(message))
  }
}

function wiringText(message: unknown): string {
  return typeof message === 'string' ? message.slice(0, 300) : 'not text'
}
