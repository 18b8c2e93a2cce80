import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { NEAR_CODES, type NearCode, type NearDecision } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors, type FieldError } from '../../layout/field-errors.rules.ts'
import { GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { besideOf, chosenOf } from './near.rules.ts'

interface NearForm {
  code?: string
  decision?: string
}

interface Pair {
  childId: string
  otherId: string
}

/** Records that might be of a shielded child too, one after the other beside it, until somebody has decided each (I11). */
@For('shield-officer', 'cpmt')
@Controller('shields/:childId/near')
export class NearController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  review(@Param('childId') childId: string, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(childId, undefined, person, [], keptFor(session, `/shields/${childId}/near`))
  }

  @Get(':otherId')
  one(@Param() { childId, otherId }: Pair, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    return this.page(childId, otherId, person, [], keptFor(session, `/shields/${childId}/near/${otherId}`))
  }

  @Post(':otherId')
  async decide(
    @Param() { childId, otherId }: Pair,
    @Body() form: NearForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const decided = {
      ...{ decision: (form.decision ?? '') as NearDecision, code: (form.code ?? '') as NearCode },
    }
    try {
      await this.gateway.as(person).call(api.shields.decideNear, { childId, otherId, ...decided })
    } catch (error) {
      return this.page(childId, otherId, person, fieldErrors(error, { code: 'Select how you know' }), form)
    }
    return new GoTo(`/shields/${encodeURIComponent(childId)}/near`, 'saved')
  }

  private async page(
    childId: string,
    otherId: string | undefined,
    person: SignedIn,
    errors: readonly FieldError[] = [],
    values: NearForm = {},
  ): Promise<Page> {
    const { child, records, parked, tier } = await this.gateway.as(person).call(api.shields.reviewNear, { childId })
    const chosen = chosenOf(records, otherId)
    const shown = {
      ...{ childId, tier, parked, errors, values, chosen, codes: NEAR_CODES },
      beside: chosen && besideOf(child, chosen),
      others: records.filter((one) => one !== chosen),
      open: records.filter(({ state }) => state === 'open').length,
    }
    return new Page('pages/near/near', shown, errors.length > 0 ? 400 : 200)
  }
}
