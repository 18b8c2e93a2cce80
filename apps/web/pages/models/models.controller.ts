import { Body, Controller, Get, NotFoundException, Param, Post, Query, Req } from '@nestjs/common'
import { api } from '@contactpoint/client'
import type { Request } from 'express'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { count } from '../../layout/words.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { proposalErrors, type ModelForm } from './models.form.ts'
import { foundBy } from './quality.rules.ts'
import { agreementOf, stepFor, trialSaid } from './models.rules.ts'

/** By which model it is decided whom rows of feeds are about: every version, what came of its trial, and how it comes into force (decision 49). */
@For('data-steward', 'cpmt', 'auditor')
@Controller('models')
export class ModelsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async list(@Query('before') before: string | undefined, @Who() person: SignedIn): Promise<Page> {
    const ask = /^[1-9]\d{0,8}$/.test(before ?? '') ? { before: Number(before) } : {}
    return new Page('pages/models/list', await this.gateway.as(person).call(api.linkModels.find, ask))
  }

  @For('data-steward')
  @Get('propose')
  form(@Session() session: WebSession): Page {
    return new Page('pages/models/propose', { values: keptFor(session, '/models/propose'), errors: [] })
  }

  @For('data-steward')
  @Post('propose')
  async propose(@Req() request: Request, @Body() form: ModelForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const errors = proposalErrors(form, request)
    if (errors.length > 0) return again(form, errors)
    try {
      const report = form.report!.trim()
      const made = await this.gateway.as(person).send(api.linkModels.propose, { report }, bytesOf(request.file!.buffer))
      return new GoTo(`/models/${made.version}`, 'done')
    } catch (error) {
      if (!isProblem(error, 'invalid-request')) throw error
      // What is wrong with the model is said in a sentence, and never with what stands there.
      const inFile = error.places.some(({ field }) => field === 'body')
      return again(form, inFile ? [{ field: 'file', text: error.message }] : fieldErrors(error, { report: NO_REPORT }))
    }
  }

  @Get(':version')
  one(@Param('version') version: string, @Who() person: SignedIn): Promise<Page> {
    return this.page(version, person)
  }

  @For('cpmt')
  @Get(':version/activate')
  async check(@Param('version') version: string, @Who() person: SignedIn): Promise<Page> {
    const { trial } = await this.gateway.as(person).call(api.linkModels.get, { version: numberOf(version) })
    const back = `/models/${numberOf(version)}`
    return new Page('layout/check', {
      ...{ title: `Put model ${version} in force`, button: 'Put it in force', isGrave: true, back, values: {} },
      ...{ action: `${back}/activate`, errors: [], about: trialSaid(trial, count) },
      follows: [
        'From the answer on it decides about every row that comes, anywhere in England. It takes some two seconds.',
        'What was decided before stays as it is.',
        'The version before comes back only when it is proposed again, and put in force by somebody else.',
      ],
    })
  }

  @For('cpmt')
  @Post(':version/activate')
  async activate(@Param('version') version: string, @Who() person: SignedIn): Promise<Page | GoTo> {
    const ask = { version: numberOf(version) }
    try {
      await this.gateway.as(person).call(api.linkModels.activate, ask)
    } catch (error) {
      return this.page(version, person, fieldErrors(error), isProblem(error, 'conflict') ? 409 : 400)
    }
    return new GoTo(`/models/${ask.version}`, 'done')
  }

  private async page(
    version: string,
    person: SignedIn,
    errors: readonly FieldError[] = [],
    status = 200,
  ): Promise<Page> {
    const client = this.gateway.as(person)
    const ask = { version: numberOf(version) }
    const [model, quality] = await Promise.all([
      client.call(api.linkModels.get, ask),
      client.call(api.linkModels.quality, ask),
    ])
    const { document: _notShown, ...shown } = model
    const trial = { said: trialSaid(model.trial, count), agreement: agreementOf(model.trial) }
    const shows = { model: shown, trial, found: foundBy(quality), step: stepFor(model, person.role), errors }
    return new Page('pages/models/model', shows, status)
  }
}

const NO_REPORT = 'Enter where its making is written: letters, digits, slashes and dashes, like LINKING/2026/3'

function again(form: ModelForm, errors: readonly FieldError[]): Page {
  return new Page('pages/models/propose', { values: form, errors }, 400)
}

async function* bytesOf(file: Buffer): AsyncGenerator<Uint8Array> {
  yield file
}

/** What is no number of a version is no page. */
function numberOf(version: string): number {
  if (!/^[1-9]\d{0,8}$/.test(version)) throw new NotFoundException()
  return Number(version)
}
