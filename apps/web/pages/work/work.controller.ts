import { Body, Controller, Get, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import type { AppealCode } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { rowsOf } from './work.rules.ts'

/** What waits for whoever is signed in: what is late at the top. */
@For('practitioner', 'shield-officer', 'cpmt', 'auditor')
@Controller()
export class WorkController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get('work')
  async mine(@Who() person: SignedIn): Promise<Page> {
    const gateway = this.gateway.as(person)
    const asks = person.role === 'practitioner' ? gateway.call(api.brokerRequests.find) : null
    const [{ items, officers }, requests] = await Promise.all([gateway.call(api.work.mine), asks])
    return new Page('pages/work/work', { rows: rowsOf(items), officers, requests: requests?.items ?? null })
  }

  @For('practitioner', 'shield-officer', 'cpmt', 'data-steward')
  @Post('appeals')
  async appeal(@Body() form: { code?: string }, @Who() person: SignedIn): Promise<GoTo> {
    await this.gateway.as(person).call(api.budgets.appeal, { code: (form.code ?? 'other') as AppealCode })
    return new GoTo(person.role === 'data-steward' ? '/questions' : '/work', 'done')
  }
}
