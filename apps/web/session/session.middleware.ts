import type { RequestHandler } from 'express'
import type { SessionService } from './session.service.ts'

/** Every later step knows whose browser asks. */
export function knowSession(sessions: SessionService): RequestHandler {
  return (request, _response, next) => {
    sessions.read(request).then((session) => {
      request.session = session
      next()
    }, next)
  }
}
