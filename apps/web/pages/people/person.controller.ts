import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import {
  CHECK_KINDS,
  CLOSURE_CODES,
  SUSPENSION_CODES,
  type ClosureCode,
  type SuspensionCode,
} from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { CHECKING, checkIn, type PersonForm } from './people.form.ts'
import { conditionsShown, STATES } from './people.rules.ts'

/** One account: what lets its person in, and the steps that somebody else takes (S09, S10). */
@For('account-manager', 'accreditor')
@Controller('people/:personId')
export class PersonController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  one(@Param('personId') personId: string, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(personId, person, keptFor(session, `/people/${personId}`))
  }

  @Post('checks')
  check(@Param('personId') personId: string, @Body() form: PersonForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const check = checkIn(personId, form)
    return this.done(personId, person, form, () => this.gateway.as(person).call(api.people.check, check))
  }

  /** Its answer is the page itself, which cannot be looked at again: the code is said once. */
  @For('accreditor')
  @Post('approve')
  async approve(@Param('personId') personId: string, @Who() person: SignedIn): Promise<Page> {
    try {
      const approved = await this.gateway.as(person).call(api.people.approve, { personId })
      return new Page('pages/people/approved', approved)
    } catch (error) {
      return this.page(personId, person, {}, fieldErrors(error))
    }
  }

  @Post('attest')
  attest(@Param('personId') personId: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(personId, person, {}, () => this.gateway.as(person).call(api.people.attest, { personId }))
  }

  @Post('suspend')
  suspend(
    @Param('personId') personId: string,
    @Body() form: PersonForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const code = (form['code'] ?? '') as SuspensionCode
    return this.done(personId, person, form, () => this.gateway.as(person).call(api.people.suspend, { personId, code }))
  }

  @For('accreditor')
  @Post('reinstate')
  reinstate(@Param('personId') personId: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(personId, person, {}, () => this.gateway.as(person).call(api.people.reinstate, { personId }))
  }

  @Get('close')
  warn(@Param('personId') personId: string): Page {
    return closing(personId, {})
  }

  @Post('close')
  async close(
    @Param('personId') personId: string,
    @Body() form: PersonForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    try {
      const code = (form['code'] ?? '') as ClosureCode
      await this.gateway.as(person).call(api.people.close, { personId, code })
    } catch (error) {
      return closing(personId, form, fieldErrors(error))
    }
    return new GoTo(`/people/${personId}`, 'done')
  }

  private async done(
    personId: string,
    person: SignedIn,
    form: PersonForm,
    step: () => Promise<unknown>,
  ): Promise<Page | GoTo> {
    try {
      await step()
    } catch (error) {
      return this.page(personId, person, form, fieldErrors(error, CHECKING))
    }
    return new GoTo(`/people/${personId}`, 'done')
  }

  private async page(
    personId: string,
    person: SignedIn,
    values: PersonForm,
    errors: readonly FieldError[] = [],
  ): Promise<Page> {
    const client = this.gateway.as(person)
    const [eligibility, trainings] = await Promise.all([
      client.call(api.people.eligibility, { personId }),
      person.role === 'accreditor' ? client.call(api.training.read, { personId }) : null,
    ])
    const { account } = eligibility
    const shows = {
      ...{ personId, account, state: STATES[account?.state ?? 'closed'], trainings, values, errors },
      ...{ until: eligibility.until, conditions: conditionsShown(eligibility.preconditions) },
      ...{ kinds: CHECK_KINDS, codes: SUSPENSION_CODES, isOwn: personId === person.personId },
    }
    return new Page('pages/people/person', shows, errors.length > 0 ? 400 : 200)
  }
}

function closing(personId: string, values: PersonForm, errors: readonly FieldError[] = []): Page {
  const own = `/people/${encodeURIComponent(personId)}`
  const shows = {
    ...{ title: 'Close this account', button: 'Close it for good', isGrave: true, back: own, action: `${own}/close` },
    ...{ codes: CLOSURE_CODES, codesLegend: 'Why is it closed?', values, errors },
    follows: [
      'It is closed for good: nobody opens it again.',
      'From the answer on its person is signed out, and does not sign in.',
      'Its history is kept. Whoever works elsewhere gets another account, which names this one.',
    ],
  }
  return new Page('layout/check', shows, errors.length > 0 ? 400 : 200)
}
