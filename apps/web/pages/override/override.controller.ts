import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { REASONS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { missingProof, typedProof } from '../../session/proof.rules.ts'
import { purposeIn, type PurposeForm } from '../../session/purpose.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import type { OverrideForm } from './override.form.ts'

/** Seeing a shielded record nevertheless: the reason opens a case, the warning says so, and PIN and code are typed again (S26, S27). */
@For('practitioner')
@Controller('children/:childId/override')
export class OverrideController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  why(@Param('childId') childId: string, @Session() { purpose }: WebSession): Page {
    return new Page('pages/override/why', { childId, reasons: REASONS, values: purpose ?? {} })
  }

  @Post()
  async attempt(
    @Param('childId') childId: string,
    @Body() form: PurposeForm,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const purpose = purposeIn(form)
    try {
      const isKeyed = await this.isKeyed(person)
      const opened = await this.gateway.as(person).call(api.overrides.attempt, { childId, ...purpose } as never)
      session.purpose = purpose
      return new Page('pages/override/warning', { childId, isKeyed, ...opened })
    } catch (error) {
      return formAgain('pages/override/why', purpose, fieldErrors(error), { childId, reasons: REASONS })
    }
  }

  @Post('begin')
  async begin(
    @Param('childId') childId: string,
    @Body() form: OverrideForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const { attemptId = '', warning = '' } = form
    const again = async (errors: readonly FieldError[]) =>
      formAgain('pages/override/warning', {}, errors, {
        ...{ childId, attemptId, warning, isKeyed: await this.isKeyed(person) },
      })
    const missing = missingProof(form)
    if (missing.length > 0) return again(missing)
    try {
      await this.gateway.as(person).call(api.overrides.begin, { childId, attemptId, ...typedProof(form) })
      return new GoTo(`/children/${encodeURIComponent(childId)}`)
    } catch (error) {
      return again(fieldErrors(error))
    }
  }

  @Post(':overrideId/end')
  async end(
    @Param('childId') childId: string,
    @Param('overrideId') overrideId: string,
    @Who() person: SignedIn,
  ): Promise<GoTo> {
    await this.gateway.as(person).call(api.overrides.end, { overrideId })
    return new GoTo(`/children/${encodeURIComponent(childId)}`, 'override-ended')
  }

  /** Whether a key of theirs proves who they are, and no code. */
  private async isKeyed(person: SignedIn): Promise<boolean> {
    return (await this.gateway.as(person).call(api.authenticators.keys)).items.length > 0
  }
}
