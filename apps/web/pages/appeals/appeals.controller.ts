import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import type { AppealDecision } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'

/** Whoever has seen as many children as they may, and asks for more (S12). Asking is in `work`, at the same address by POST. */
@For('cpmt')
@Controller('appeals')
export class AppealsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  list(@Who() person: SignedIn): Promise<Page> {
    return this.page(person)
  }

  @Post(':appealId')
  async decide(
    @Param('appealId') appealId: string,
    @Body() form: { decision?: string },
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const decision = (form.decision ?? '') as AppealDecision
    try {
      await this.gateway.as(person).call(api.budgets.decideAppeal, { appealId, decision })
    } catch (error) {
      // One that somebody else has decided is not there any more.
      const isGone = isProblem(error, 'not-found')
      return this.page(person, isGone ? [{ field: '', text: GONE }] : fieldErrors(error))
    }
    return new GoTo('/appeals', 'done')
  }

  private async page(person: SignedIn, errors: readonly FieldError[] = []): Promise<Page> {
    const { appeals } = await this.gateway.as(person).call(api.budgets.reviewAppeals)
    return new Page('pages/appeals/appeals', { appeals, errors }, errors.length > 0 ? 409 : 200)
  }
}

const GONE = 'Nothing was decided by you: somebody was first, or it is not yours to decide'
