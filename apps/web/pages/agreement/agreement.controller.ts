import { Body, Controller, Get, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { AGREEMENT_VERSION, ROLES } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { homeOf } from '../../layout/navigation.rules.ts'
import { formAgain, GoTo, type Page } from '../../layout/pages.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'

/** Whoever has signed the agreement in a version of before signs it anew (S09). */
@For(...ROLES)
@Controller('agreement')
export class AgreementController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  read(@Session() session: WebSession, @Who() person: SignedIn): Page {
    return page(wayOn(session, person), [])
  }

  @Post()
  async sign(
    @Body() form: { agreement?: string },
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    if (form.agreement !== 'signed') return page(wayOn(session, person), [NOT_SIGNED])
    try {
      await this.gateway.as(person).call(api.people.sign, { version: AGREEMENT_VERSION })
    } catch (error) {
      return page(wayOn(session, person), fieldErrors(error, CHANGED))
    }
    return new GoTo(wayOn(session, person))
  }
}

const NOT_SIGNED = { field: 'agreement', text: 'Read the agreement, and select that you sign it' }
const CHANGED = { version: 'The agreement has changed: load this page again, and read it' }

/** Where they were going when they signed in. */
function wayOn({ kept }: WebSession, { username, role }: SignedIn): string {
  return kept?.username === username && kept.path !== '/' ? kept.path : homeOf(role)
}

function page(later: string, errors: readonly FieldError[]): Page {
  return formAgain('pages/agreement/agreement', {}, errors, { version: AGREEMENT_VERSION, later })
}
