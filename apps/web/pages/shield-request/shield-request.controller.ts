import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import {
  ASKED_CHANNELS,
  GROUNDS,
  IDENTITY_EVIDENCE,
  type AskedChannel,
  type Ground,
  type IdentityEvidence,
} from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { formAgain, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { missingIn, type ShieldForm } from './shield-request.form.ts'

const CHOICES = { grounds: GROUNDS, channels: ASKED_CHANNELS, evidences: IDENTITY_EVIDENCE }

/** Asking for a shield: two or three questions, a page to check, and what happens now. */
@For('practitioner', 'shield-officer', 'cpmt')
@Controller('children/:childId/shield')
export class ShieldRequestController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  ask(@Param('childId') childId: string, @Session() session: WebSession): Page {
    return new Page('pages/shield-request/questions', {
      ...CHOICES,
      childId,
      values: keptFor(session, `/children/${childId}/shield`),
    })
  }

  /** First to check, then for good. */
  @Post()
  async send(@Param('childId') childId: string, @Body() form: ShieldForm, @Who() person: SignedIn): Promise<Page> {
    const errors = missingIn(form)
    if (errors.length > 0 || form.change)
      return formAgain('pages/shield-request/questions', form, errors, { ...CHOICES, childId })
    if (!form.checked) return new Page('pages/shield-request/check', { childId, values: form })
    const asked = {
      ...{ childId, ground: form.ground as Ground, channel: form.channel as AskedChannel },
      ...(form.channel === 'parent' && form.evidence && { evidence: form.evidence as IdentityEvidence }),
    }
    await this.gateway.as(person).call(api.children.requestShield, asked)
    return new Page('pages/shield-request/done', { childId })
  }
}
