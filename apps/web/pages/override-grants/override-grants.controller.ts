import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { grantIn, type GrantForm } from './override-grants.form.ts'

/** Who may override shields: one of the management team proposes it, somebody else approves it, and one is enough to end it (S26). */
@For('shield-officer', 'cpmt')
@Controller('override-grants')
export class OverrideGrantsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  list(@Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(person, keptFor(session, '/override-grants'))
  }

  @For('cpmt')
  @Post()
  propose(@Body() form: GrantForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(person, form, () => this.gateway.as(person).call(api.overrides.propose, grantIn(form)))
  }

  @Post(':grantId/approve')
  approve(@Param('grantId') grantId: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(person, {}, () => this.gateway.as(person).call(api.overrides.approve, { grantId }))
  }

  @For('cpmt')
  @Get(':grantId/withdraw')
  check(@Param('grantId') grantId: string): Page {
    return new Page('layout/check', {
      ...{ title: 'End the right to override', button: 'End this right now', isGrave: true, back: '/override-grants' },
      ...{ action: `/override-grants/${encodeURIComponent(grantId)}/withdraw`, values: {}, errors: [] },
      follows: [
        'Nothing is shown by any override of this person from the answer on.',
        'To give it back, it has to be proposed and approved again.',
      ],
    })
  }

  @For('cpmt')
  @Post(':grantId/withdraw')
  withdraw(@Param('grantId') grantId: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(person, {}, () => this.gateway.as(person).call(api.overrides.withdraw, { grantId }))
  }

  private async done(person: SignedIn, form: GrantForm, step: () => Promise<unknown>): Promise<Page | GoTo> {
    try {
      await step()
    } catch (error) {
      return this.page(person, form, fieldErrors(error))
    }
    return new GoTo('/override-grants', 'done')
  }

  private async page(person: SignedIn, values: GrantForm = {}, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.overrides.findGrants)
    return new Page('pages/override-grants/override-grants', { items, values, errors }, errors.length > 0 ? 400 : 200)
  }
}
