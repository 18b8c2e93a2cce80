import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { RECOVERY_GROUNDS, type RecoveryGround } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { filled } from '../../layout/dates.rules.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { RECOVERING, type PersonForm } from './people.form.ts'

/** Somebody who lost what they sign in with, and has come in person: one says so, another approves it (S12). */
@For('account-manager', 'accreditor')
@Controller('people/:personId/recoveries')
export class RecoveriesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  one(@Param('personId') personId: string, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(personId, person, keptFor(session, addressOf(personId)))
  }

  @Post()
  async begin(
    @Param('personId') personId: string,
    @Body() form: PersonForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const [ground, reference] = [(form['ground'] ?? '') as RecoveryGround, filled(form['reference']) ?? '']
    try {
      await this.gateway.as(person).call(api.people.beginRecovery, { personId, ground, reference })
    } catch (error) {
      return this.page(personId, person, form, fieldErrors(error, RECOVERING))
    }
    return new GoTo(addressOf(personId), 'done')
  }

  /** Its answer is the page itself, which cannot be looked at again: the code is said once. */
  @For('accreditor')
  @Post(':recoveryId/approve')
  async approve(
    @Param('personId') personId: string,
    @Param('recoveryId') recoveryId: string,
    @Who() person: SignedIn,
  ): Promise<Page> {
    try {
      const approved = await this.gateway.as(person).call(api.people.approveRecovery, { personId, recoveryId })
      return new Page('pages/people/approved', { ...approved, isRecovery: true })
    } catch (error) {
      return this.page(personId, person, {}, fieldErrors(error))
    }
  }

  private async page(
    personId: string,
    person: SignedIn,
    values: PersonForm,
    errors: readonly FieldError[] = [],
  ): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.people.recoveries, { personId })
    const shows = { own: addressOf(personId), back: `/people/${encodeURIComponent(personId)}`, waiting: items[0] }
    const status = errors.length > 0 ? 400 : 200
    return new Page('pages/people/recovery', { ...shows, grounds: RECOVERY_GROUNDS, values, errors }, status)
  }
}

function addressOf(personId: string): string {
  return `/people/${encodeURIComponent(personId)}/recoveries`
}
