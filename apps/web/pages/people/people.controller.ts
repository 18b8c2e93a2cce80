import { Body, Controller, Get, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { ACCOUNT_NEEDS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { authorityIn, seenOf } from '../../layout/authority-seen.rules.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { MAKING, personIn, type PersonForm } from './people.form.ts'
import { rolesMadeBy, STATES } from './people.rules.ts'

/** Whose accounts somebody looks after, and making another (S09). */
@For('account-manager', 'accreditor')
@Controller('people')
export class PeopleController {
  constructor(private readonly gateway: GatewayClient) {}

  /** Those that are closed have a list of their own; the national desk names an authority. */
  @Get()
  async accounts(
    @Query('state') state: string | undefined,
    @Query('authority') authority: string | undefined,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const [of, isClosed] = [authorityIn(authority), state === 'closed']
    const asks = { ...of, ...(isClosed && { state: 'closed' as const }) }
    const { items, wrong } = await seenOf(this.gateway.as(person).call(api.people.overview, asks))
    const shows = { items, isClosed, of: of.authority, states: STATES, errors: wrong }
    return new Page('pages/people/list', shows, wrong.length > 0 ? 400 : 200)
  }

  @Get('new')
  form(@Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(person, keptFor(session, '/people/new'))
  }

  /** It opens nothing yet, so nobody is asked twice. */
  @Post('new')
  async make(@Body() form: PersonForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    try {
      const { personId } = await this.gateway.as(person).call(api.people.create, personIn(form))
      return new GoTo(`/people/${personId}`, 'saved')
    } catch (error) {
      return this.page(person, form, isProblem(error, 'forbidden') ? [NOT_YOURS] : fieldErrors(error, MAKING))
    }
  }

  private async page(person: SignedIn, values: PersonForm, errors: readonly FieldError[] = []): Promise<Page> {
    const roles = rolesMadeBy(person.role)
    const organisations =
      person.role === 'accreditor' ? (await this.gateway.as(person).call(api.organisations.overview)).items : []
    const shows = { roles, needs: ACCOUNT_NEEDS, organisations, values, errors }
    return new Page('pages/people/new', shows, errors.length > 0 ? 400 : 200)
  }
}

const NOT_YOURS = { field: 'role', text: 'Accounts of that role, there, are made by somebody else' }
