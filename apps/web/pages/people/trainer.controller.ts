import { Body, Controller, Get, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GatewayClient } from '../../gateway.client.ts'
import { dateIn } from '../../layout/dates.rules.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import type { SignedIn } from '../../session/session.schema.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Who } from '../../session/who.decorator.ts'
import type { PersonForm } from './people.form.ts'

/** Whether a trainer may certify others: said until a day, or taken back from a day on (S07). */
@For('accreditor')
@Controller('people/:personId/trainer')
export class TrainerController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Param('personId') personId: string): Page {
    return formAgain('pages/people/trainer', {}, [], { personId })
  }

  @Post()
  accredit(
    @Param('personId') personId: string,
    @Body() form: PersonForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const until = instantIn(form, 'until')
    return this.done(personId, form, () => this.gateway.as(person).call(api.training.accredit, { personId, until }))
  }

  /** What it does is said first: it can reach everybody whom they, and those whom they trained, have certified. */
  @Post('withdraw')
  async withdraw(
    @Param('personId') personId: string,
    @Body() form: PersonForm,
    @Who() person: SignedIn,
  ): Promise<Page | GoTo> {
    const from = instantIn(form, 'from')
    if (from && !form.isSure) return warned(personId, form)
    return this.done(personId, form, () => this.gateway.as(person).call(api.training.withdraw, { personId, from }))
  }

  private async done(personId: string, form: PersonForm, step: () => Promise<unknown>): Promise<Page | GoTo> {
    try {
      await step()
    } catch (error) {
      return formAgain('pages/people/trainer', form, fieldErrors(error, TRAINERS), { personId })
    }
    return new GoTo(`/people/${personId}`, 'done')
  }
}

const TRAINERS = {
  until: 'Enter a real day in the future, two years from now at the most',
  from: 'Enter a real day, not later than today',
}

function warned(personId: string, form: PersonForm): Page {
  const own = `/people/${encodeURIComponent(personId)}/trainer`
  const parts = ['from-year', 'from-month', 'from-day'].map((part) => [part, form[part]])
  return new Page('layout/check', {
    ...{ title: 'Withdraw that they may certify others', button: 'Withdraw it now', isGrave: true, errors: [] },
    ...{ back: own, action: `${own}/withdraw`, values: {}, hidden: { ...Object.fromEntries(parts), isSure: 'yes' } },
    follows: [
      'What they certified from that day on is void, and what others certified on the strength of it. It does not come back.',
      'Whoever is not trained any more then is signed out within a minute, and is trained anew.',
      'Certificates of before stay.',
    ],
  })
}

/** The day's first instant; what is no day stays as it was typed, for the gateway to refuse. */
function instantIn(form: PersonForm, name: string): string {
  const day = dateIn(form, name)
  return day ? `${day}T00:00:00.000Z` : ''
}
