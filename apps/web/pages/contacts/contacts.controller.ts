import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { BROKER_OUTCOMES, type BrokerOutcome } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { lateOnTop } from '../../layout/late.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'

/** Requests to be put in touch: the only place where the management team sees what a shield hides of who works with a child (S28). */
@For('cpmt')
@Controller('contacts')
export class ContactsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  list(@Who() person: SignedIn): Promise<Page> {
    return this.listed(person)
  }

  @Get(':requestId')
  async task(
    @Param('requestId') requestId: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const values = keptFor(session, `/contacts/${requestId}`)
    const task = await this.gateway.as(person).call(api.brokerRequests.get, { requestId })
    return new Page('pages/contacts/task', { task, outcomes: BROKER_OUTCOMES, values })
  }

  @Post(':requestId')
  async answer(
    @Param('requestId') requestId: string,
    @Body() form: { outcome?: string },
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const gateway = this.gateway.as(person)
    try {
      const outcome = (form.outcome ?? '') as BrokerOutcome
      await gateway.call(api.brokerRequests.answer, { requestId, outcome })
    } catch (error) {
      const errors = fieldErrors(error)
      if (isProblem(error, 'conflict')) return this.listed(person, errors)
      const task = await gateway.call(api.brokerRequests.get, { requestId })
      return formAgain('pages/contacts/task', form, errors, { task, outcomes: BROKER_OUTCOMES })
    }
    return new GoTo('/contacts', 'done')
  }

  private async listed(person: SignedIn, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.brokerRequests.find)
    return new Page('pages/contacts/list', { rows: lateOnTop(items), errors }, errors.length > 0 ? 409 : 200)
  }
}
