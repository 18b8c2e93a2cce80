import { Controller, Get, Query } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import { daysIn, periodIn, type PeriodForm } from './audit.form.ts'
import { dashboardOf, MASKED } from './audit.rules.ts'

const BY = ['day', 'hour', 'month', 'role', 'organisation', 'reason', 'action']

/** Who looks at what, what is unusual, and whether the log is whole. Each look is an entry of the log itself. */
@For('auditor', 'cpmt')
@Controller('audit')
export class AuditController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  async dashboard(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    const gateway = this.gateway.as(person)
    const days = daysIn(form)
    try {
      const [accesses, misses, overrides, log, rates] = await Promise.all([
        gateway.call(api.audit.readFigures, { name: 'accesses', ...periodIn(form) }),
        gateway.call(api.audit.readFigures, { name: 'misses', ...days }),
        gateway.call(api.audit.readFigures, { name: 'overrides', ...days }),
        gateway.call(api.audit.readFigures, { name: 'log' }),
        gateway.call(api.overrides.count),
      ])
      return new Page('pages/audit/audit', {
        ...{ values: form, breakdowns: BY, from: accesses.from, to: accesses.to, organisation: accesses.organisation },
        roundedTo: accesses.roundedTo,
        ...{
          accesses: dashboardOf(accesses),
          by: accesses.by,
          misses: dashboardOf(misses),
          leftOut: accesses.rowsLeftOut,
        },
        ...{ overrides: dashboardOf(overrides), log: log.log, rates: rates.items, masked: MASKED },
      })
    } catch (error) {
      return formAgain('pages/audit/audit', form, fieldErrors(error), { breakdowns: BY })
    }
  }

  @Get('people')
  async people(@Query() form: PeriodForm, @Who() person: SignedIn): Promise<Page> {
    const figures = await this.gateway.as(person).call(api.audit.readFigures, { name: 'people', ...daysIn(form) })
    const usual = new Map(figures.peers.map((peers) => [peers.role, peers]))
    const people = figures.people.map((one) => ({ ...one, peers: usual.get(one.role) ?? null }))
    return new Page('pages/audit/people', { ...figures, people, values: form })
  }
}
