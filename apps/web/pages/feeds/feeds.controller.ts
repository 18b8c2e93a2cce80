import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { BATCH_STATES, SOURCES, type BatchReport, type GetBatch } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { isProblem, type FieldError } from '../../layout/field-errors.rules.ts'
import { FILE_STATES } from '../../layout/file-states.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { count, words } from '../../layout/words.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import {
  brakeIn,
  changesIn,
  colourOf,
  followsApplying,
  followsTakingBack,
  isUnderWay,
  reconciliationIn,
  waits,
  wantedIn,
  type FilesForm,
  type StepForm,
} from './feeds.rules.ts'

/** More rows than these are read in the report of the API. */
const ROWS_SHOWN = 100

/** Files of national systems: which of them wait for somebody, what they change, and taking them back. */
@For('data-steward', 'operator')
@Controller('feeds')
export class FeedsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async history(@Query() form: FilesForm, @Who() person: SignedIn): Promise<Page> {
    const gateway = this.gateway.as(person)
    const wanted = wantedIn(form)
    const aside = await gateway.call(api.feeds.history, { state: 'set-aside' })
    const staged = await gateway.call(api.feeds.history, { state: 'staged' })
    const { items } = await gateway.call(api.feeds.history, wanted)
    return new Page('pages/feeds/history', {
      ...{ waiting: [...aside.items, ...staged.items], items, values: wanted, states: FILE_STATES },
      ...{ sources: SOURCES, stateChoices: BATCH_STATES.map((value) => ({ value, text: FILE_STATES[value] })) },
    })
  }

  @Get(':source/:batchId')
  async file(@Param() at: GetBatch, @Who() person: SignedIn): Promise<Page> {
    return shown(await this.report(at, person))
  }

  /** Counts and nobody's name: what its source holds that it has not sent, the other way round, and how far both agree. */
  @Get(':source/:batchId/reconciliation')
  async reconciliation(@Param() at: GetBatch, @Who() person: SignedIn): Promise<Page> {
    const report = await this.report(at, person)
    const { state } = report
    return new Page('pages/feeds/reconciliation', {
      ...{ one: report, own: pathOf(report), held: reconciliationIn(report), about: aboutOf(report) },
      ...{ waits: waits(state), goesOn: isUnderWay(state), state: FILE_STATES[state] },
    })
  }

  @For('data-steward')
  @Get(':source/:batchId/apply')
  async checkApplying(@Param() at: GetBatch, @Who() person: SignedIn): Promise<Page> {
    const report = await this.report(at, person)
    if (!waits(report.state)) return shown(report, FIRST)
    return new Page('layout/check', {
      ...{ title: 'Apply this file', about: aboutOf(report), button: 'Apply it', isGrave: report.brake !== null },
      ...{ back: pathOf(at), action: `${pathOf(at)}/apply`, follows: followsApplying(report), values: {}, errors: [] },
    })
  }

  @For('data-steward')
  @Post(':source/:batchId/apply')
  async apply(@Param() at: GetBatch, @Who() person: SignedIn): Promise<Page | GoTo> {
    const apply = () => this.gateway.as(person).call(api.feeds.apply, at)
    return (await this.refusal(at, person, apply)) ?? new GoTo(pathOf(at), 'file-applied')
  }

  @For('data-steward')
  @Get(':source/:batchId/take-back')
  async checkTakingBack(@Param() at: GetBatch, @Who() person: SignedIn): Promise<Page> {
    const report = await this.report(at, person)
    const { state } = report
    if (!waits(state) && state !== 'applied') return shown(report, FIRST)
    const isThrown = waits(state)
    return new Page('layout/check', {
      ...{ title: isThrown ? 'Throw this file away' : 'Take this file back', about: aboutOf(report) },
      ...{ button: isThrown ? 'Throw it away' : 'Take it back', isGrave: !isThrown, hidden: { was: state } },
      ...{ back: pathOf(at), action: `${pathOf(at)}/take-back`, follows: followsTakingBack(state) },
      ...{ values: {}, errors: [] },
    })
  }

  /** What was to be thrown away and was applied meanwhile is not taken back: that is another step than was confirmed. */
  @For('data-steward')
  @Post(':source/:batchId/take-back')
  async takeBack(@Param() at: GetBatch, @Body() form: StepForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const report = await this.report(at, person)
    if (report.state !== form.was) return shown(report, FIRST)
    const rollBack = () => this.gateway.as(person).call(api.feeds.rollBack, at)
    const notice = waits(report.state) ? 'file-thrown-away' : 'file-taken-back'
    return (await this.refusal(at, person, rollBack)) ?? new GoTo(pathOf(at), notice)
  }

  private report({ source, batchId }: GetBatch, person: SignedIn): Promise<BatchReport> {
    return this.gateway.as(person).call(api.feeds.report, { source, batchId })
  }

  /** The file as it is now, when a step was refused. */
  private async refusal(at: GetBatch, person: SignedIn, step: () => Promise<unknown>): Promise<Page | null> {
    try {
      await step()
      return null
    } catch (error) {
      if (!isProblem(error, 'conflict')) throw error
      return shown(await this.report(at, person), FIRST)
    }
  }
}

const FIRST: readonly FieldError[] = [{ field: '', text: 'Somebody was first: this is how the file is now' }]

function pathOf({ source, batchId }: GetBatch): string {
  return `/feeds/${encodeURIComponent(source)}/${encodeURIComponent(batchId)}`
}

function aboutOf({ source, rows }: BatchReport): string {
  return `${words(source)} file, with ${count(rows)} ${rows === 1 ? 'row' : 'rows'}.`
}

function shown(report: BatchReport, errors: readonly FieldError[] = []): Page {
  const { state, preview, refusals } = report
  const shows = {
    ...{ one: report, own: pathOf(report), errors, brake: brakeIn(report) },
    ...{ tag: { text: FILE_STATES[state], colour: colourOf(state) }, waits: waits(state), goesOn: isUnderWay(state) },
    ...{ changes: preview ? changesIn(preview) : [], refusals: refusals.slice(0, ROWS_SHOWN) },
  }
  return new Page('pages/feeds/file', shows, errors.length > 0 ? 409 : 200)
}
