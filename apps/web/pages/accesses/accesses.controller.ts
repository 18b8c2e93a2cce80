import { Controller, Get, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { RECORDED } from '../../layout/navigation.rules.ts'
import { Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'

/** What the log has of whoever looks: that it is recorded is no threat, and no secret. */
@For(...RECORDED)
@Controller('accesses')
export class AccessesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async list(@Query('before') before: string | undefined, @Who() person: SignedIn): Promise<Page> {
    const from = Number(before)
    const ask = before && Number.isSafeInteger(from) && from >= 0 ? { before: from } : {}
    const { items, next } = await this.gateway.as(person).call(api.accesses.mine, ask)
    return new Page('pages/accesses/accesses', { items, next })
  }
}
