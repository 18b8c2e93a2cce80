import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { followsOf, nameOf, scopeChoices, wantedIn, WHICH, type ShutOffForm } from './shut-offs.rules.ts'

/** Stopping everything, or a part, on the word of one; two let it go on (S03). */
@For('accreditor', 'operator')
@Controller('shut-offs')
export class ShutOffsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  list(@Who() person: SignedIn): Promise<Page> {
    return this.page(person, {})
  }

  /** The last page before it. Its address says how much and which: never who. */
  @Get('check')
  async check(@Query() form: ShutOffForm, @Who() person: SignedIn): Promise<Page> {
    const wanted = wantedIn(form)
    if (Array.isArray(wanted)) return this.page(person, form, wanted)
    return new Page('layout/check', {
      ...{ title: `Shut off: ${nameOf(wanted.scope, wanted.subject)}`, button: 'Shut it off now', isGrave: true },
      ...{ back: '/shut-offs', action: '/shut-offs', hidden: wanted, follows: followsOf(wanted), errors: [] },
    })
  }

  /** Its answer is the page itself: whoever shuts off all is signed out by it. */
  @Post()
  async make(@Body() form: ShutOffForm, @Who() person: SignedIn): Promise<Page> {
    const wanted = wantedIn(form)
    if (Array.isArray(wanted)) return this.page(person, form, wanted)
    try {
      const { scope, subject } = await this.gateway.as(person).call(api.shutOffs.make, wanted)
      return new Page('pages/shut-offs/shut-off', { name: nameOf(scope, subject), isAll: scope === 'all' })
    } catch (error) {
      return this.page(
        person,
        form,
        isProblem(error, 'forbidden') ? [ELSEWHERE] : fieldErrors(error, { subject: WHICH }),
      )
    }
  }

  @For('accreditor')
  @Post(':shutOffId/reopen')
  async reopen(@Param('shutOffId') shutOffId: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    try {
      await this.gateway.as(person).call(api.shutOffs.reopen, { shutOffId })
    } catch (error) {
      const isNotTheirs = isProblem(error, 'not-found')
      return this.page(person, {}, isNotTheirs ? [NOT_YOURS] : fieldErrors(error))
    }
    return new GoTo('/shut-offs', 'done')
  }

  private async page(person: SignedIn, values: ShutOffForm, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.shutOffs.overview)
    const rows = items.map((one) => ({ ...one, name: nameOf(one.scope, one.subject) }))
    const shows = { rows, scopes: scopeChoices, values, errors }
    return new Page('pages/shut-offs/list', shows, errors.length > 0 ? 400 : 200)
  }
}

const ELSEWHERE = { field: 'subject', text: 'That is more than your authority: the national desk or an operator may' }
const NOT_YOURS = { field: '', text: 'The national desk opens that again, or it is open' }
