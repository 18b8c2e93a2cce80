import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { NoAnswerError, ProblemError } from '@contactpoint/client'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
import type { Request, Response } from 'express'
import { ended, keptAt } from '../session/session.rules.ts'
import { NotYourPage, SignInFirst } from '../session/signed-in.guard.ts'
import { GoTo, Page } from './pages.rules.ts'
import { ViewService } from './view.service.ts'
import { isProblem } from './field-errors.rules.ts'

/** What could not be shown or done, as a page that says what to do. */
@Catch()
export class WentWrongFilter implements ExceptionFilter {
  constructor(
    private readonly view: ViewService,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp()
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()]
    if (response.headersSent) return
    // Whoever watches for news is told to stop, and nothing is kept of it: that is no page to come back to.
    if (error instanceof SignInFirst && request.accepts('html') === false) return void response.status(204).end()
    try {
      response.setHeader('Cache-Control', 'no-store')
      await this.view.send(this.answerTo(error, request), request, response)
    } catch (another) {
      // Nobody is there to take it: thrown on, it would end the process, and with it everybody's pages.
      this.log.error(describeError(another), 'no page could be shown of what went wrong')
      if (!response.headersSent) response.status(500)
      response.end()
    }
  }

  private answerTo(error: unknown, request: Request): Page | GoTo {
    if (error instanceof SignInFirst) {
      if (request.path !== '/') request.session.notice ??= 'session-ended'
      return new GoTo('/')
    }
    if (isProblem(error, 'unauthenticated')) {
      const { session } = request
      request.session = ended({ ...session, kept: keptAt(session.person?.username ?? '', request) }, 'session-ended')
      return new GoTo('/')
    }
    if (isProblem(error, 'step-up-needed')) {
      request.session.kept = keptAt(request.session.person?.username ?? '', request)
      return new GoTo('/prove')
    }
    if (error instanceof NotYourPage) return new Page('layout/not-yours', {}, 403)
    if (isForeignForm(error)) return new Page('layout/form-too-old', {}, 403)
    const status = error instanceof ProblemError ? null : statusOfRefused(error)
    if (status) return new Page(status === 404 ? 'layout/no-such-page' : 'layout/not-read', {}, status)
    return this.pageFor(error, request)
  }

  private pageFor(error: unknown, { method, path }: Request): Page {
    if (error instanceof ProblemError) {
      const { code, status, traceId, message } = error
      if (code === 'shut-off') return new Page('layout/shut-off', { reference: traceId, shieldAt: shieldAt(path) }, 503)
      const known = ['not-found', 'forbidden', 'over-budget', 'too-many-requests', 'conflict'].includes(code)
      if (known) return new Page(`layout/${code}`, { reference: traceId, message }, status)
      if (status < 500) return new Page('layout/conflict', { reference: traceId, message }, status)
      return new Page('layout/not-now', { reference: traceId, again: method === 'GET' }, 503)
    }
    if (error instanceof NoAnswerError) return new Page('layout/not-now', { again: method === 'GET' }, 503)
    this.log.error(describeError(error), 'a page failed')
    return new Page('layout/not-now', { again: false }, 500)
  }
}

/** Where a shield is asked for of the child whose page could not be shown. */
function shieldAt(path: string): string | null {
  const child = /^\/children\/[^/]+/.exec(path)
  return child && `${child[0]}/shield`
}

/** What was wrong with the request itself: an address that leads nowhere, a form that is too long or cannot be read. Null: it is no matter of the request. */
function statusOfRefused(error: unknown): number | null {
  const status = error instanceof HttpException ? error.getStatus() : (error as { status?: unknown } | null)?.status
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null
}

function isForeignForm(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === 'EBADCSRFTOKEN'
}
