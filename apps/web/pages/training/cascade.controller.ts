import { Controller, Get, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { filled } from '../../layout/dates.rules.ts'
import { Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { treeOf } from './training.rules.ts'

/** Each level below somebody is a question. */
const MOST_QUESTIONS = 20

/** Who trained the trainers (S07). */
@For('accreditor')
@Controller('training-cascade')
export class CascadeController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async tree(@Query('under') asked: string | undefined, @Who() person: SignedIn): Promise<Page> {
    const client = this.gateway.as(person)
    const under = typeof asked === 'string' ? filled(asked) : undefined
    const level = async (of?: string) => (await client.call(api.training.readCascade, of ? { under: of } : {})).items
    return new Page('pages/training/cascade', { tree: await treeOf(level, under, MOST_QUESTIONS), under })
  }
}
