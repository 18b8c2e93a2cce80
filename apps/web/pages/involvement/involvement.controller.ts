import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { SENSITIVE_SERVICES, SERVICE_TYPES, today } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { involvementIn, type InvolvementForm } from './involvement.form.ts'

const PLAIN_SERVICES = SERVICE_TYPES.filter((one) => !(SENSITIVE_SERVICES as readonly string[]).includes(one))

/** Saying that I work with a child, that this has ended, or that a contact is wrong (S33, S05). */
@For('practitioner')
@Controller('children/:childId/involvement')
export class InvolvementController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Param('childId') childId: string, @Session() session: WebSession): Page {
    return new Page('pages/involvement/add', {
      childId,
      services: PLAIN_SERVICES,
      values: keptFor(session, `/children/${childId}/involvement`),
    })
  }

  @Post()
  async add(
    @Param('childId') childId: string,
    @Body() form: InvolvementForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    try {
      await this.gateway.as(person).call(api.involvements.add, { childId, ...involvementIn(form) })
    } catch (error) {
      return formAgain('pages/involvement/add', form, fieldErrors(error), { childId, services: PLAIN_SERVICES })
    }
    return backTo(childId, 'saved')
  }

  @Post(':involvementId/wrong')
  async reportWrong(
    @Param() { childId, involvementId }: { childId: string; involvementId: string },
    @Who() person: SignedIn,
  ): Promise<GoTo> {
    await this.gateway.as(person).call(api.involvements.reportContact, { involvementId })
    return backTo(childId, 'reported')
  }

  @Post(':involvementId/end')
  async end(
    @Param() { childId, involvementId }: { childId: string; involvementId: string },
    @Body() { version }: { version?: string },
    @Who() person: SignedIn,
  ): Promise<GoTo> {
    const ask = { involvementId, version: Number(version), endDate: today() }
    await this.gateway.as(person).call(api.involvements.change, ask)
    return backTo(childId, 'saved')
  }
}

function backTo(childId: string, notice: 'saved' | 'reported'): GoTo {
  return new GoTo(`/children/${encodeURIComponent(childId)}`, notice)
}
