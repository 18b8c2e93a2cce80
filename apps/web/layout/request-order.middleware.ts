import { observeRequests, type Logger, type Metrics } from '@contactpoint/runtime'
import compression from 'compression'
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express'
import helmet from 'helmet'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { refuseForeignForms } from '../session/csrf.middleware.ts'
import { knowSession } from '../session/session.middleware.ts'
import type { SessionService } from '../session/session.service.ts'
import { readList, readModel } from './list-upload.middleware.ts'

const ASSETS = fileURLToPath(new URL('../assets', import.meta.url))
/** A form is far smaller; a list of children is some fifty kilobytes. */
const MOST_FORM_BYTES = 256 * 1024
const DAY_SECONDS = 24 * 60 * 60

/** What happens to every request before its page, in this order. */
export function beforeAnyPage(sessions: SessionService, log: Logger, metrics: Metrics): RequestHandler[] {
  return [
    observeRequests(log, metrics),
    drawNonce,
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: POLICY },
      referrerPolicy: { policy: 'no-referrer' },
    }),
    // First of all that may fail: what could not be read is said on a page, and a page knows whose browser asks.
    knowSession(sessions),
    // Pages are not compressed: how long one is must not tell of what is in it.
    only('/assets', compression(), express.static(ASSETS, { maxAge: DAY_SECONDS * 1000, fallthrough: false })),
    neverStored,
    express.urlencoded({ extended: false, limit: MOST_FORM_BYTES }),
    only('/shields/bulk', readList),
    only('/training', readList),
    only('/models/propose', readModel),
    refuseForeignForms,
  ]
}

/** Nothing from anywhere else, and no script or style that stands in a page but the one with the number drawn for it. */
const POLICY = {
  'default-src': ["'none'"],
  'script-src': [
    "'self'",
    (_request: unknown, response: unknown) => `'nonce-${(response as Response).locals['nonce']}'`,
  ],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'manifest-src': ["'self'"],
  'connect-src': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'none'"],
}

function drawNonce(_request: Request, response: Response, next: NextFunction): void {
  response.locals['nonce'] = randomBytes(16).toString('base64')
  next()
}

/** No page stays in a browser or between: not for the back button either (S13, AC-30). */
function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

function only(prefix: string, ...handlers: RequestHandler[]): RequestHandler {
  const at = express.Router()
  at.use(prefix, ...handlers)
  return at
}
