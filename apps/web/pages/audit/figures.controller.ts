import { Controller, Get, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { ANSWER_BREAKDOWNS, SHIELD_BREAKDOWNS, type Breakdown } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { FILE_STATES } from '../../layout/file-states.rules.ts'
import { formAgain, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { byIn, periodIn, type PeriodForm } from './audit.form.ts'
import { dashboardOf, sharesOf } from './audit.rules.ts'

/** Figures of how things stand, most of them counted by the services whose they are, a page each: while one of them is not there, the others are shown. */
@For('auditor', 'cpmt')
@Controller('audit')
export class FiguresController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get('shields')
  shields(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    return this.ofNow('shields', SHIELD_BREAKDOWNS, form, person)
  }

  @Get('coverage')
  coverage(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    return this.ofNow('coverage', ['kind', 'authority', 'source'], form, person)
  }

  @Get('answers')
  answers(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    return this.overTime('answers', person.role === 'auditor' ? ANSWER_BREAKDOWNS : [], form, person)
  }

  /** They are of no organisation: a name that is shut need not be anybody’s. */
  @For('auditor')
  @Get('sign-ins')
  signIns(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    return this.overTime('sign-ins', ['day', 'month'], form, person)
  }

  @For('auditor')
  @Get('feeds')
  feeds(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    return this.overTime('feeds', ['day', 'month', 'source'], form, person, { states: FILE_STATES })
  }

  @For('auditor')
  @Get('adoption')
  adoption(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    return this.overTime('adoption', ['organisation', 'role'], form, person)
  }

  /** A figure of how much there is now; a manager has no choice of breakdowns. */
  private async ofNow(
    name: 'shields' | 'coverage',
    choice: readonly Breakdown[],
    form: PeriodForm,
    person: SignedIn,
  ): Promise<Page> {
    const [template, breakdowns] = [`pages/audit/${name}`, person.role === 'auditor' ? choice : []]
    try {
      const figures = await this.gateway.as(person).call(api.audit.readFigures, { name, ...byIn(form) })
      const shares = figures.columns[0] === 'known' ? sharesOf(figures) : []
      return new Page(template, { ...figures, breakdowns, values: form, shares, dashboard: dashboardOf(figures) })
    } catch (error) {
      return formAgain(template, form, fieldErrors(error), { breakdowns })
    }
  }

  /** A figure of a period, on the page of its own name. */
  private async overTime(
    name: 'answers' | 'sign-ins' | 'feeds' | 'adoption',
    breakdowns: readonly Breakdown[],
    { organisation: _none, ...form }: PeriodForm,
    person: SignedIn,
    own: object = {},
  ): Promise<Page> {
    const template = `pages/audit/${name}`
    try {
      const figures = await this.gateway.as(person).call(api.audit.readFigures, { name, ...periodIn(form) })
      return new Page(template, { ...figures, ...own, breakdowns, values: form, dashboard: dashboardOf(figures) })
    } catch (error) {
      return formAgain(template, form, fieldErrors(error), { breakdowns })
    }
  }
}
