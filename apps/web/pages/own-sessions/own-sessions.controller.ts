import { Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { ROLES } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { isProblem } from '../../layout/field-errors.rules.ts'

/** Where somebody is signed in: a session that they do not know ends here. */
@For(...ROLES)
@Controller('sessions')
export class OwnSessionsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async own(@Who() person: SignedIn): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.sessions.own)
    return new Page('pages/own-sessions/own-sessions', { items })
  }

  @Post(':sessionId')
  async end(@Param('sessionId') sessionId: string, @Who() person: SignedIn): Promise<GoTo> {
    // One that has ended meanwhile is what was wanted.
    await this.gateway
      .as(person)
      .call(api.sessions.end, { sessionId })
      .catch((error: unknown) => {
        if (!isProblem(error, 'not-found')) throw error
      })
    return new GoTo('/sessions', 'done')
  }
}
