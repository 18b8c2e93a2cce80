import { Body, Controller, Get, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { POLICY_ITEMS } from '@contactpoint/contracts'
import { GatewayClient } from '../../gateway.client.ts'
import { isProblem } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { documentIn, FIGURES, formOf, proposalErrors, type ProposalForm } from './proposal.form.ts'

const CHOICES = { groups: FIGURES, items: POLICY_ITEMS }

/** Another version of the policy, which begins as the one that is in force; for the management team of the national desk. */
@For('cpmt')
@Controller('policies/propose')
export class ProposalController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async form(@Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    const gateway = this.gateway.as(person)
    const { items } = await gateway.call(api.policies.find)
    const { version } = items.find((one) => one.inForce) ?? items[0]!
    const { document } = await gateway.call(api.policies.get, { version })
    const values = { ...formOf(document), ...keptFor(session, '/policies/propose') }
    return new Page('pages/policies/propose', { ...CHOICES, values, errors: [] })
  }

  @Post()
  async propose(@Body() form: ProposalForm, @Who() person: SignedIn): Promise<Page | GoTo> {
    try {
      const { version } = await this.gateway.as(person).call(api.policies.propose, documentIn(form))
      return new GoTo(`/policies/${version}`, 'done')
    } catch (error) {
      if (!isProblem(error, 'invalid-request')) throw error
      return formAgain('pages/policies/propose', form, proposalErrors(error.places), CHOICES)
    }
  }
}
