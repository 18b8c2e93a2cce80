import { Injectable } from '@nestjs/common'
import type { Role } from '@contactpoint/contracts'
import type { Request, Response } from 'express'
import { csrfToken } from '../session/csrf.middleware.ts'
import { standsOn } from '../session/session.rules.ts'
import { SessionService } from '../session/session.service.ts'
import { navigationOf, RECORDED } from './navigation.rules.ts'
import { GoTo, Page } from './pages.rules.ts'
import { TemplatesService } from './templates.service.ts'
import { watermark } from './watermark.rules.ts'
import { moment } from './words.rules.ts'

/** Sends pages, each with who is signed in, its navigation, the token of its forms, and the session as it is now. */
@Injectable()
export class ViewService {
  constructor(
    private readonly templates: TemplatesService,
    private readonly sessions: SessionService,
  ) {}

  /** @param answer a page or the way on; anything else was sent already */
  async send(answer: unknown, request: Request, response: Response): Promise<void> {
    if (answer instanceof GoTo) {
      if (answer.notice) request.session.notice = answer.notice
      await this.sessions.write(request.session, request, response)
      response.redirect(303, answer.path)
    } else if (answer instanceof Page) {
      const html = this.templates.render(answer.template, { ...this.around(request, response), ...answer.shows })
      await this.sessions.write(request.session, request, response)
      response.status(answer.status).type('html').send(html)
    }
  }

  /** What every page has around it. What was to be said once is taken out of the session. */
  private around(request: Request, response: Response): object {
    const { session, path } = request
    const { person, notice, purpose } = session
    delete session.notice
    return {
      csrf: { token: csrfToken(request), page: standsOn(request) },
      nonce: response.locals['nonce'] as string,
      path,
      notice,
      purpose,
      ...(person && {
        person: { username: person.username, role: person.role, organisation: person.organisation },
        navigation: navigationOf(person.role, path),
        isRecorded: (RECORDED as readonly Role[]).includes(person.role),
        watermark: watermark(`${person.username} · ${moment(new Date())}`),
      }),
    }
  }
}
