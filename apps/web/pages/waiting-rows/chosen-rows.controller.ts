import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { NEAR_CODES, type NearCode, type ParkedRow } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import {
  becameOf,
  boxesOf,
  chosenOf,
  decisionIn,
  followsDeciding,
  isSeen,
  nameOf,
  rowsIn,
  stepWith,
  type ChosenForm,
} from './chosen-rows.rules.ts'

/** Rows of feeds about a shielded child that wait, several of them decided at once: after a census there may be one of each feed. */
@For('shield-officer', 'cpmt')
@Controller('shields/:childId/rows')
export class ChosenRowsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async list(@Param('childId') childId: string, @Who() person: SignedIn): Promise<Page> {
    return listed(childId, await this.parked(childId, person))
  }

  /** What is to be done with what, before it is done. */
  @Get('check')
  async check(
    @Param('childId') childId: string,
    @Query() form: ChosenForm,
    @Session() session: WebSession,
    @Who() person: SignedIn,
  ): Promise<Page> {
    return this.checked(childId, { ...form, ...keptFor(session, `/shields/${childId}/rows/check`) }, person)
  }

  @Post()
  async decide(@Param('childId') childId: string, @Body() form: ChosenForm, @Who() person: SignedIn): Promise<Page> {
    const [decision, rows] = [decisionIn(form), rowsIn(form)]
    const [first, ...more] = rows
    if (!decision || !first) return this.checked(childId, form, person)
    const ask = { childId, ...first, more, decision, code: (form.code ?? '') as NearCode }
    try {
      const became = becameOf(rows, await this.gateway.as(person).call(api.shields.decideRow, ask))
      return new Page('pages/waiting-rows/decided', { childId, decision, ...became })
    } catch (error) {
      return this.checked(childId, form, person, fieldErrors(error, { code: 'Select how you know' }))
    }
  }

  private async checked(
    childId: string,
    form: ChosenForm,
    person: SignedIn,
    errors: readonly FieldError[] = [],
  ): Promise<Page> {
    const [parked, decision] = [await this.parked(childId, person), decisionIn(form)]
    if (!decision) return listed(childId, parked, form, 'Select whether they are taken in or left out')
    const chosen = chosenOf(rowsIn(form), parked, decision)
    const { rows, onlyLeft } = chosen
    if (rows.length === 0)
      return listed(
        childId,
        parked,
        form,
        onlyLeft > 0 ? 'Select rows that can be taken in' : 'Select the rows to decide',
      )
    const own = `/shields/${encodeURIComponent(childId)}/rows`
    const shows = {
      ...{ title: `${stepWith(rows.length, decision)} about ${childId}`, button: stepWith(rows.length, decision) },
      ...{ follows: followsDeciding(chosen, decision), isGrave: isSeen(chosen, decision), back: own, action: own },
      ...{ hidden: { rows: rows.map(nameOf).join(' '), decision }, codes: NEAR_CODES, codesLegend: 'How do you know?' },
      ...{ values: { code: form.code }, errors },
    }
    return new Page('layout/check', shows, errors.length > 0 ? 400 : 200)
  }

  private async parked(childId: string, person: SignedIn): Promise<ParkedRow[]> {
    return (await this.gateway.as(person).call(api.shields.reviewNear, { childId })).parked
  }
}

function listed(childId: string, parked: readonly ParkedRow[], form: ChosenForm = {}, wrong = ''): Page {
  const errors: FieldError[] = wrong === '' ? [] : [{ field: 'rows', text: wrong }]
  const shows = { childId, boxes: boxesOf(parked, rowsIn(form)), errors }
  return new Page('pages/waiting-rows/waiting-rows', shows, errors.length > 0 ? 400 : 200)
}
