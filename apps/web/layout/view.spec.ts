import { describe, expect, it } from '@jest/globals'
import type { Request, Response } from 'express'
import type { SessionService } from '../session/session.service.ts'
import type { WebSession } from '../session/session.schema.ts'
import { GoTo } from './pages.rules.ts'
import type { TemplatesService } from './templates.service.ts'
import { ViewService } from './view.service.ts'

/** What the browser keeps once it was sent on. */
async function keptAfter(goTo: GoTo, session: WebSession): Promise<WebSession | undefined> {
  let written: WebSession | undefined
  const sessions = { write: async (now: WebSession) => void (written = structuredClone(now)) }
  const view = new ViewService({} as TemplatesService, sessions as unknown as SessionService)
  await view.send(goTo, { session } as Request, { redirect: () => undefined } as unknown as Response)
  return written
}

describe('the way on', () => {
  it('takes along what the page there says', async () => {
    expect(await keptAfter(new GoTo('/work', 'done'), { csrf: 't' })).toEqual({ csrf: 't', notice: 'done' })
    expect(await keptAfter(new GoTo('/work', 'done'), { notice: 'kept' })).toEqual({ notice: 'done' })
  })

  it('that says nothing leaves what was to be said', async () => {
    expect(await keptAfter(new GoTo('/'), { notice: 'signed-out' })).toEqual({ notice: 'signed-out' })
    expect(await keptAfter(new GoTo('/'), {})).toEqual({})
  })
})
