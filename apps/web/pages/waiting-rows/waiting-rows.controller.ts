import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { NEAR_CODES, type NearCode, type RowDecision, type Source } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { isRow, thingsOf, type RowNamed } from './waiting-rows.rules.ts'

interface RowForm {
  code?: string
  decision?: string
}

/** A row of a feed about a shielded child that waits: its officers take in what it says, or leave it out (AC-09). */
@For('shield-officer', 'cpmt')
@Controller('shields/:childId/rows/:source/:batchId/:row')
export class WaitingRowsController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  one(@Param() named: RowNamed, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    const { childId, source, batchId, row } = named
    return this.page(named, person, [], keptFor(session, `/shields/${childId}/rows/${source}/${batchId}/${row}`))
  }

  @Post()
  async decide(@Param() named: RowNamed, @Body() form: RowForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    const { childId, batchId } = named
    const ask = {
      ...{ childId, batchId, source: named.source as Source, row: Number(named.row) },
      ...{ decision: (form.decision ?? '') as RowDecision, code: (form.code ?? '') as NearCode },
    }
    try {
      await this.gateway.as(person).call(api.shields.decideRow, ask)
    } catch (error) {
      return this.page(named, person, fieldErrors(error, { code: 'Select how you know' }), form)
    }
    return new GoTo(`/shields/${encodeURIComponent(childId)}/near`, 'saved')
  }

  private async page(
    named: RowNamed,
    person: SignedIn,
    errors: readonly FieldError[] = [],
    values: RowForm = {},
  ): Promise<Page> {
    const { childId } = named
    const { parked } = await this.gateway.as(person).call(api.shields.reviewNear, { childId })
    const row = parked.find((one) => isRow(one, named))
    const shown = { childId, row, things: row && thingsOf(row), codes: NEAR_CODES, errors, values }
    return new Page('pages/waiting-rows/waiting-row', shown, errors.length > 0 ? 400 : 200)
  }
}
