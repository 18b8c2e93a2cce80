import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { REASONS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { purposeIn, type PurposeForm } from '../../session/purpose.rules.ts'

/** One child's record: whom to call. Looked at for the reason that was said last; without one it is asked for first. */
@For('practitioner')
@Controller('children/:childId')
export class ChildrenController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async record(
    @Param('childId') childId: string,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const { purpose } = session
    if (!purpose) return new Page('pages/children/purpose', { childId, reasons: REASONS, values: {} })
    try {
      const disclosed = await this.gateway.as(person).call(api.children.disclose, { childId, ...purpose })
      const { notice: shieldNotice, ...shown } = { notice: null, ...disclosed }
      return new Page('pages/children/record', { ...shown, shieldNotice, childId })
    } catch (error) {
      return formAgain('pages/children/purpose', purpose, fieldErrors(error), { childId, reasons: REASONS })
    }
  }

  @Get('purpose')
  ask(@Param('childId') childId: string, @Session() { purpose }: WebSession): Page {
    return new Page('pages/children/purpose', { childId, reasons: REASONS, values: purpose ?? {} })
  }

  @Post('purpose')
  say(@Param('childId') childId: string, @Body() form: PurposeForm, @Session() session: WebSession): GoTo {
    session.purpose = purposeIn(form)
    return new GoTo(`/children/${encodeURIComponent(childId)}`)
  }
}
