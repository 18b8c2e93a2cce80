import { DEFAULT_BUDGET_MS, traceIn, withCall } from '@contactpoint/bus'
import { Fault } from '@contactpoint/contracts'
import { observeRequests, type Logger, type Metrics } from '@contactpoint/runtime'
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import { tokenIn } from './authorization.rules.ts'

/** Largest body that is read as a whole, in bytes: a search with every criterion is under two kilobytes. */
const MOST_JSON_BYTES = 64 * 1024

/** What happens to every request before its route, in this order. */
export function inRequestOrder(log: Logger, metrics: Metrics): RequestHandler[] {
  return [
    asOneCall,
    observeRequests(log, metrics, (response) => ({ trace: String(response.getHeader('Trace-Id')) })),
    helmet({ contentSecurityPolicy: { directives: { 'style-src': ["'self'", "'unsafe-inline'"] } } }),
    neverStored,
    express.raw({ type: isReadWhole, limit: MOST_JSON_BYTES }),
    parseBody,
  ]
}

/** Nothing about a child stays in a cache, of a browser or between (S13). */
function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

/**
 * Everything asked for this request carries its token, its trace and what is left of its time. The trace is that of the client's own
 * `traceparent` (W3C Trace Context), if it sent one; the answer names it.
 */
function asOneCall(request: Request, response: Response, next: NextFunction): void {
  const token = tokenIn(request)
  const address = request.ip ?? null
  const trace = traceIn(request.get('traceparent')?.split('-')[1])
  response.setHeader('Trace-Id', trace)
  withCall({ token, address, trace, deadline: performance.now() + DEFAULT_BUDGET_MS }, next)
}

type WithHeaders = { headers: Record<string, string | string[] | undefined> }

function isReadWhole(request: WithHeaders): boolean {
  return /^(application\/json|text\/csv)\b/i.test(String(request.headers['content-type'] ?? ''))
}

function isCsv(request: WithHeaders): boolean {
  return /^text\/csv\b/i.test(String(request.headers['content-type'] ?? ''))
}

/** JSON in UTF-8, or a list as the text that it is; a byte that is no UTF-8 is refused, not replaced. */
function parseBody(request: Request, _response: Response, next: NextFunction): void {
  if (!Buffer.isBuffer(request.body)) return next()
  if (request.body.length === 0) {
    request.body = undefined
    return next()
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(request.body)
    request.body = isCsv(request) ? text : JSON.parse(text)
    next()
  } catch (error) {
    const rule = error instanceof SyntaxError ? 'isJson' : 'isUtf8'
    next(Fault.invalid('body', rule))
  }
}
