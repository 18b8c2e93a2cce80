import { Body, Controller, Get, NotFoundException, Param, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { DUE, SHIELD_STATES } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, isProblem } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { checkOf, shownOf } from './shown.rules.ts'
import { filtersIn, lateFirst, pathOf, type ListForm } from './list.rules.ts'
import { ShieldsService, type ShieldSeen, type StepForm } from './shields.service.ts'

interface About {
  childId: string
  action: string
}

/** The shields of a desk, each with what was done about it, and what whoever looks can do. */
@For('shield-officer', 'cpmt')
@Controller('shields')
export class ShieldsController {
  constructor(
    private readonly gateway: GatewayClient,
    private readonly shields: ShieldsService,
  ) {}

  @Get()
  async list(@Query() form: ListForm, @Who() person: SignedIn): Promise<Page> {
    const filters = filtersIn(form)
    const { items, next } = await this.gateway.as(person).call(api.shields.find, filters)
    return new Page('pages/shields/list', {
      ...{ rows: lateFirst(items, Date.now()), filters, states: SHIELD_STATES, dues: DUE },
      nextPath: next && pathOf({ ...filters, after: next }),
    })
  }

  @Get(':childId')
  async one(@Param('childId') childId: string, @Who() person: SignedIn): Promise<Page> {
    return pageOf(childId, person, await this.shields.read(person, childId))
  }

  /** The page of one step, which says what follows, and asks what it needs. */
  @Get(':childId/:action')
  async ask(
    @Param() { childId, action: name }: About,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    const seen = await this.shields.read(person, childId)
    const action = seen.actions.find((one) => one.name === name)
    if (!action) throw new NotFoundException()
    return new Page(
      'layout/check',
      checkOf(childId, action, seen.shield, keptFor(session, `/shields/${childId}/${name}`)),
    )
  }

  @Post(':childId/:action')
  async take(
    @Param() { childId, action }: About,
    @Body() form: StepForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    try {
      const now = await this.shields.take(person, childId, action, form)
      if (now.state === null) return new GoTo('/shields', 'shield-ended')
      return new GoTo(`/shields/${encodeURIComponent(childId)}`, 'done')
    } catch (error) {
      return this.again({ childId, action }, form, error, person)
    }
  }

  /** What was not done, with the shield as it is now: with the question, as long as it is still one. */
  private async again({ childId, action: name }: About, form: StepForm, error: unknown, who: SignedIn): Promise<Page> {
    const errors = fieldErrors(error)
    const seen = await this.shields.read(who, childId)
    const isLate = isProblem(error, 'conflict')
    const action = seen.actions.find((one) => one.name === name)
    if (isLate || !action) return pageOf(childId, who, seen, { errors }, isLate ? 409 : 400)
    return new Page('layout/check', { ...checkOf(childId, action, seen.shield), values: form, errors }, 400)
  }
}

function pageOf(childId: string, person: SignedIn, seen: ShieldSeen, more: object = {}, status = 200): Page {
  return new Page('pages/shields/shield', { ...shownOf(childId, seen, person.personId, Date.now()), ...more }, status)
}
