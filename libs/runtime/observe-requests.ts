import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Logger } from './logger.ts'
import type { Metrics } from './metrics.ts'

/** A step before a route, as Express has it. */
type Step = (
  request: IncomingMessage & { route?: { path?: string } },
  response: ServerResponse,
  next: () => void,
) => void

/**
 * Logs and measures each request by the template of its route, never by what stands in its address.
 *
 * @param more what else a line of the log says of an answer
 */
export function observeRequests(log: Logger, metrics: Metrics, more?: (response: ServerResponse) => object): Step {
  return (request, response, next) => {
    const started = performance.now()
    response.once('finish', () => {
      const ms = performance.now() - started
      const route = request.route?.path ?? 'unknown'
      const method = request.method ?? ''
      const status = response.statusCode
      metrics.requested(method, route, status, ms / 1000)
      log.info({ method, route, status, ms: Math.round(ms), ...more?.(response) }, 'request')
    })
    next()
  }
}
