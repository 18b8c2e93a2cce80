import { Body, Controller, Get, NotFoundException, Param, Post, Query, Res } from '@nestjs/common'
import { api } from '@contactpoint/client'
import {
  OVERRIDE_ANSWERS,
  OVERRIDE_CODES,
  OVERRIDE_STATES,
  type OverrideAnswer,
  type OverrideCase,
  type OverrideCode,
  type OverrideState,
} from '@contactpoint/contracts'
import type { Response } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { CaseStreamService } from './case-stream.service.ts'
import { urgentFirst } from './overrides.rules.ts'

interface AnswerForm {
  answer?: string
  code?: string
}

const CHOICES = { answers: OVERRIDE_ANSWERS, codes: OVERRIDE_CODES }

/** Attempts to override a shield, each to be checked by somebody of another authority, as they come (S27). */
@For('cpmt')
@Controller('overrides')
export class OverridesController {
  constructor(
    private readonly gateway: GatewayClient,
    private readonly stream: CaseStreamService,
  ) {}

  @Get()
  list(@Query('state') state: string | undefined, @Who() person: SignedIn): Promise<Page> {
    return this.listed(OVERRIDE_STATES.find((one) => one === state) ?? 'open', person)
  }

  /** How many cases wait, as they come. No page: the session stays as it is, and its idle time runs on. */
  @Get('stream')
  async watch(@Res() response: Response, @Who() person: SignedIn): Promise<void> {
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }).flushHeaders()
    for await (const { event, data } of this.stream.openCases(person, gone.signal))
      response.write(`event: ${event}\ndata: ${data}\n\n`)
    response.end()
  }

  @Get(':caseId')
  async one(@Param('caseId') caseId: string, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    const values = keptFor(session, `/overrides/${caseId}`)
    return new Page('pages/overrides/case', { ...CHOICES, one: await this.openCase(caseId, person), values })
  }

  @Post(':caseId')
  async answer(
    @Param('caseId') caseId: string,
    @Body() form: AnswerForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const said = { answer: (form.answer ?? '') as OverrideAnswer, code: (form.code ?? '') as OverrideCode }
    try {
      await this.gateway.as(person).call(api.overrides.answerCase, { caseId, ...said })
    } catch (error) {
      const errors = fieldErrors(error, { code: 'Select how you know' })
      if (isProblem(error, 'conflict')) return this.listed('open', person, errors)
      const one = await this.openCase(caseId, person)
      return formAgain('pages/overrides/case', form, errors, { ...CHOICES, one })
    }
    return new GoTo('/overrides', 'saved')
  }

  private async listed(state: OverrideState, person: SignedIn, errors: readonly FieldError[] = []): Promise<Page> {
    const { items } = await this.gateway.as(person).call(api.overrides.reviewCases, { state })
    const shown = { rows: urgentFirst(items), state, states: OVERRIDE_STATES, errors }
    return new Page('pages/overrides/list', shown, errors.length > 0 ? 409 : 200)
  }

  /** One that is answered, of another desk or unknown is no page. */
  private async openCase(caseId: string, person: SignedIn): Promise<OverrideCase> {
    const { items } = await this.gateway.as(person).call(api.overrides.reviewCases, {})
    const found = items.find((one) => one.caseId === caseId)
    if (!found) throw new NotFoundException()
    return found
  }
}
