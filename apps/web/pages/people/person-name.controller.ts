import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, type Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { MAKING, nameIn, type PersonForm } from './people.form.ts'

/** What somebody is called now, and where they live (S10). Nobody is shown what it was. */
@For('account-manager', 'accreditor')
@Controller('people/:personId/name')
export class PersonNameController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Param('personId') personId: string, @Session() session: WebSession): Page {
    return formAgain('pages/people/name', keptFor(session, `/people/${personId}/name`), [], { personId })
  }

  @Post()
  async rename(
    @Param('personId') personId: string,
    @Body() form: PersonForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    try {
      await this.gateway.as(person).call(api.people.rename, nameIn(personId, form))
    } catch (error) {
      return formAgain('pages/people/name', form, fieldErrors(error, MAKING), { personId })
    }
    return new GoTo(`/people/${personId}`, 'done')
  }
}
