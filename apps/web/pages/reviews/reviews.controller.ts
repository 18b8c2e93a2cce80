import { Controller, Get } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'

/** Reviews of confirmed shields that the management team owes: those that are late, and those due within a week (S29). */
@For('cpmt')
@Controller('reviews')
export class ReviewsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async due(@Who() person: SignedIn): Promise<Page> {
    const gateway = this.gateway.as(person)
    const late = await gateway.call(api.shields.find, { state: 'confirmed', due: 'overdue' })
    const soon = await gateway.call(api.shields.find, { state: 'confirmed', due: 'week' })
    return new Page('pages/reviews/reviews', { late, soon })
  }
}
