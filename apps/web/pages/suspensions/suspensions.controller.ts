import { Body, Controller, Get, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { SUSPENSION_CODES, type SuspensionCode } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { filled } from '../../layout/dates.rules.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, type Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'

interface SuspensionForm {
  username?: string
  code?: string
}

/** A management team keeps somebody of its authority out at once, by the name of their account (2.6). */
@For('cpmt')
@Controller('suspensions')
export class SuspensionsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Session() session: WebSession): Page {
    return page(keptFor(session, '/suspensions'))
  }

  @Post()
  async suspend(@Body() form: SuspensionForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const username = filled(form.username)
    if (!username) return page(form, [NOBODY])
    try {
      await this.gateway.as(person).call(api.people.suspendNamed, { username, code: form.code as SuspensionCode })
    } catch (error) {
      const isNobody = isProblem(error, 'not-found')
      return page(form, isNobody ? [NOBODY] : fieldErrors(error))
    }
    return new GoTo('/suspensions', 'done')
  }
}

const NOBODY = { field: 'username', text: 'Enter the user name of somebody of your authority' }

function page(values: SuspensionForm, errors: readonly FieldError[] = []): Page {
  return formAgain('pages/suspensions/suspend', values, errors, { codes: SUSPENSION_CODES })
}
