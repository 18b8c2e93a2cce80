import { Controller, Get, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { SHIELD_BREAKDOWNS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { byIn, periodIn, type PeriodForm } from './audit.form.ts'
import { dashboardOf } from './audit.rules.ts'

/** Figures that services count of their own, a page each: while one of them is not there, the others are shown. */
@For('auditor', 'cpmt')
@Controller('audit')
export class FiguresController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get('shields')
  async shields(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    const breakdowns = person.role === 'auditor' ? SHIELD_BREAKDOWNS : []
    try {
      const figures = await this.gateway.as(person).call(api.audit.readFigures, { name: 'shields', ...byIn(form) })
      const shows = { ...figures, breakdowns, values: form, dashboard: dashboardOf(figures) }
      return new Page('pages/audit/shields', shows)
    } catch (error) {
      return formAgain('pages/audit/shields', form, fieldErrors(error), { breakdowns })
    }
  }

  /** They are of no organisation: a name that is shut need not be anybody’s. */
  @For('auditor')
  @Get('sign-ins')
  async signIns(@Query() { organisation: _none, ...form }: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    const breakdowns = ['day', 'month']
    try {
      const figures = await this.gateway.as(person).call(api.audit.readFigures, { name: 'sign-ins', ...periodIn(form) })
      const shows = { ...figures, breakdowns, values: form, dashboard: dashboardOf(figures) }
      return new Page('pages/audit/sign-ins', shows)
    } catch (error) {
      return formAgain('pages/audit/sign-ins', form, fieldErrors(error), { breakdowns })
    }
  }
}
