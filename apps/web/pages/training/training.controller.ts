import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common'
import { api, ProblemError } from '@contactpoint/client'
import { ASSESSMENTS, TRAINING_MODULES } from '@contactpoint/contracts'
import type { Request } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { isProblem, refusals, type FieldError } from '../../layout/field-errors.rules.ts'
import { rowErrors } from '../../layout/list-rows.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { CERTIFYING, certificationIn, HOLDING, sessionIn, type CertifyForm, type HoldForm } from './training.form.ts'
import { attendanceError, WRONG_ROW } from './training.rules.ts'

/** What a trainer writes down: that they held a course, who was there, and who is certified (S07, S08, S11). */
@For('trainer')
@Controller('training')
export class TrainingController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(person, keptFor(session, '/training'))
  }

  @Post()
  async hold(@Body() form: HoldForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    try {
      const { sessionId } = await this.gateway.as(person).call(api.training.hold, sessionIn(form))
      return new GoTo(`/training/${sessionId}`, 'saved')
    } catch (error) {
      const errors = refusals(error, HOLDING, 'course')
      return this.page(
        person,
        form,
        errors.map((one) => ({ ...one, field: HOLDING[one.field] === HOLDING['version'] ? 'course' : one.field })),
      )
    }
  }

  @Get(':sessionId')
  one(@Param('sessionId') sessionId: string): Page {
    return sessionPage(sessionId, {})
  }

  /** A file counts before what was pasted. */
  @Post(':sessionId/attendances')
  async attend(
    @Param('sessionId') sessionId: string,
    @Req() request: Request,
    @Body() form: { list?: string },
    @Who() person: SignedIn,
  ): Promise<Page> {
    const list = request.file?.buffer.toString('utf8') ?? form.list ?? ''
    const wrong = request.isFileTooLong ? 'The list is too long: 64 KB at the most' : list.trim() ? '' : NO_LIST
    if (wrong) return sessionPage(sessionId, { values: form, errors: [{ field: 'file', text: wrong }] })
    try {
      const came = await this.gateway.as(person).send(api.training.attend, { sessionId }, bytesOf(list))
      return sessionPage(sessionId, { came })
    } catch (error) {
      if (!(error instanceof ProblemError) || !['invalid-request', 'too-large'].includes(error.code)) throw error
      const rows = rowErrors(error.places, list, WRONG_ROW)
      const inRows = rows.map(({ line, text }) => ({ field: `line-${line}`, text: `Line ${line}: ${text}` }))
      const errors = rows.length > 0 ? inRows : [{ field: 'list', text: attendanceError(error.places) }]
      return sessionPage(sessionId, { values: { list }, errors, rows })
    }
  }

  @Post(':sessionId/certify')
  async certify(
    @Param('sessionId') sessionId: string,
    @Body() form: CertifyForm,
    @Who() person: SignedIn,
  ): Promise<Page> {
    try {
      const certified = await this.gateway.as(person).call(api.training.certify, certificationIn(sessionId, form))
      return sessionPage(sessionId, { certified })
    } catch (error) {
      const isNobody = isProblem(error, 'not-found')
      return sessionPage(sessionId, { values: form, errors: isNobody ? [NOBODY] : refusals(error, CERTIFYING, '') })
    }
  }

  private async page(person: SignedIn, values: HoldForm, errors: readonly FieldError[] = []): Promise<Page> {
    const client = this.gateway.as(person)
    const [{ items }, held] = await Promise.all([client.call(api.courses.find), client.call(api.training.sessions)])
    const courses = items.map(({ code, version }) => `${code} ${version}`)
    return new Page('pages/training/hold', { courses, held: held.items, values, errors }, errors.length > 0 ? 400 : 200)
  }
}

const NOBODY = {
  field: 'username',
  text: 'Nobody whom you may certify has this user name, or the session is not yours',
}
const NO_LIST = 'Choose a file, or paste the list'

async function* bytesOf(list: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(list)
}

function sessionPage(sessionId: string, shows: { errors?: readonly FieldError[]; [shown: string]: unknown }): Page {
  const choices = { modules: TRAINING_MODULES, assessments: ASSESSMENTS }
  return new Page('pages/training/session', { sessionId, values: {}, ...choices, ...shows }, shows.errors ? 400 : 200)
}
