import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import {
  AUDIT_LOG,
  MISUSE_ANSWERS,
  MISUSE_CODES,
  MISUSE_RULES,
  MISUSE_STATES,
  type MisuseCase,
} from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { lateOnTop } from '../../layout/late.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { answerIn, type AnswerForm } from './cases.form.ts'

const CHOICES = { answers: MISUSE_ANSWERS, codes: MISUSE_CODES, log: AUDIT_LOG }

/** What people did that a rule of misuse says to look at, for people outside their team (AC-01). */
@For('auditor', 'cpmt')
@Controller('audit/cases')
export class CasesController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async list(@Query() form: { state?: string; rule?: string }, @Who() person: SignedIn): Promise<Page> {
    const state = MISUSE_STATES.find((one) => one === form.state) ?? 'open'
    const rule = MISUSE_RULES.find((one) => one === form.rule)
    const { items, rules } = await this.gateway
      .as(person)
      .call(api.misuse.reviewCases, { state, ...(rule && { rule }) })
    return new Page('pages/cases/list', { rows: lateOnTop(items), rules, state, rule, me: person.personId })
  }

  @Get(':caseId')
  async one(@Param('caseId') caseId: string, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    const values = keptFor(session, `/audit/cases/${caseId}`)
    return new Page('pages/cases/case', { ...CHOICES, ...(await this.shown(caseId, person)), values })
  }

  @Post(':caseId/take')
  take(@Param('caseId') caseId: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(caseId, person, {}, () => this.gateway.as(person).call(api.misuse.assign, { caseId }))
  }

  @Post(':caseId/reopen')
  reopen(@Param('caseId') caseId: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    return this.done(caseId, person, {}, () => this.gateway.as(person).call(api.misuse.reopen, { caseId }))
  }

  @Post(':caseId')
  answer(@Param('caseId') caseId: string, @Body() form: AnswerForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const said = answerIn(caseId, form)
    return this.done(caseId, person, form, () => this.gateway.as(person).call(api.misuse.answer, said))
  }

  private async done(
    caseId: string,
    person: SignedIn,
    form: AnswerForm,
    step: () => Promise<unknown>,
  ): Promise<Page | GoTo> {
    try {
      await step()
    } catch (error) {
      const errors: FieldError[] = fieldErrors(error, { answer: 'Select whether it was misuse', suspend: NO_MISUSE })
      return formAgain('pages/cases/case', form, errors, { ...CHOICES, ...(await this.shown(caseId, person)) })
    }
    return new GoTo(`/audit/cases/${caseId}`, 'done')
  }

  /** One that is about the reader, not for them, or unknown is no page. */
  private async shown(caseId: string, person: SignedIn): Promise<{ one: MisuseCase; me: string }> {
    const { items } = await this.gateway.as(person).call(api.misuse.reviewCases, { caseId })
    if (items[0]) return { one: items[0], me: person.personId }
    throw new NotFoundException()
  }
}

const NO_MISUSE = 'A person is suspended only because of misuse'
