import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { REASONS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, Page } from '../../layout/pages.rules.ts'
import { purposeIn, type PurposeForm } from '../../session/purpose.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'

/** Being put in touch by the management team with whoever else works with a child (S28). */
@For('practitioner')
@Controller('children/:childId/contact')
export class ContactController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Param('childId') childId: string, @Session() { purpose }: WebSession): Page {
    return new Page('pages/contact/ask', { childId, reasons: REASONS, values: purpose ?? {} })
  }

  @Post()
  async ask(@Param('childId') childId: string, @Body() form: PurposeForm, @Who() person: SignedIn): Promise<Page> {
    const purpose = purposeIn(form)
    try {
      await this.gateway.as(person).call(api.brokerRequests.ask, { childId, ...purpose } as never)
      return new Page('pages/contact/asked', { childId })
    } catch (error) {
      return formAgain('pages/contact/ask', purpose, fieldErrors(error), { childId, reasons: REASONS })
    }
  }
}
