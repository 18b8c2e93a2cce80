import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { REASONS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { formAgain, Page } from '../../layout/pages.rules.ts'
import { typedProof } from '../../session/proof.rules.ts'
import { purposeIn, type PurposeForm } from '../../session/purpose.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import type { MediationForm } from './mediation.form.ts'

const WRONG_CODE = 'The user name or the code is wrong, or the code was used before. Ask them for the next code'
const IS_OVER = 'The five minutes are over. Ask them for the next code'
const NO_REASON = { field: 'reason', text: 'Select why they need this record' }

/** Opening a record for somebody on the telephone, who reads out a code and is called back (S22, AC-21). */
@For('practitioner')
@Controller('children/:childId/mediations')
export class MediationController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Param('childId') childId: string, @Session() { purpose }: WebSession): Page {
    return new Page('pages/mediation/ask', { childId, reasons: REASONS, values: purpose ?? {} })
  }

  /** Nothing is asked before a reason is there: a code works once. */
  @Post()
  async begin(@Param('childId') childId: string, @Body() form: MediationForm, @Who() person: SignedIn): Promise<Page> {
    const { username = '' } = form
    const purpose = purposeIn(form)
    const again = (errors: readonly FieldError[]) =>
      formAgain('pages/mediation/ask', { ...purpose, username }, errors, { childId, reasons: REASONS })
    if (!REASONS.includes(purpose.reason)) return again([NO_REASON])
    try {
      const { code = '' } = typedProof(form)
      const ask = { childId, username: username.trim(), code }
      const begun = await this.gateway.as(person).call(api.children.mediate, ask)
      return new Page('pages/mediation/begun', { childId, ...begun, purpose })
    } catch (error) {
      return again(isProblem(error, 'step-up-failed') ? [{ field: 'code', text: WRONG_CODE }] : fieldErrors(error))
    }
  }

  /** The record, for as long as it may be opened for them, for the reason that they gave; each look is recorded with both. */
  @Post(':mediationId')
  async record(
    @Param('childId') childId: string,
    @Param('mediationId') mediationId: string,
    @Body() form: PurposeForm,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const purpose = purposeIn(form)
    try {
      const shown = await this.gateway.as(person).call(api.children.disclose, { childId, mediationId, ...purpose })
      return new Page('pages/children/record', { ...shown, purpose, shieldNotice: null, childId, isForAnother: true })
    } catch (error) {
      const errors = isProblem(error, 'forbidden') ? [{ field: 'code', text: IS_OVER }] : fieldErrors(error)
      return formAgain('pages/mediation/ask', purpose, errors, { childId, reasons: REASONS })
    }
  }
}
