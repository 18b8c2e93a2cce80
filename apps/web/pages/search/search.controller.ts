import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common'
import { api } from '@contactpoint/client'
import { GENDERS, REASONS, type SearchCriteria } from '@contactpoint/contracts'
import { randomUUID } from 'node:crypto'
import { GatewayClient } from '../../gateway.client.ts'
import { fieldErrors } from '../../layout/field-errors.rules.ts'
import { formAgain, GoTo, Page } from '../../layout/pages.rules.ts'
import { keptFor, MOST_SEARCHES } from '../../session/session.rules.ts'
import type { SignedIn, WebSession } from '../../session/session.schema.ts'
import { purposeIn } from '../../session/purpose.rules.ts'
import { For } from '../../session/signed-in.guard.ts'
import { Session, Who } from '../../session/who.decorator.ts'
import { criteriaIn, formOf, type SearchForm } from './search.form.ts'

const CHOICES = { reasons: REASONS, genders: GENDERS }

/**
 * Searching. The question is kept under a random id, so that no address names a child; its answer never is: whoever looks at the page again asks
 * again, which is recorded, and sees what may be seen now.
 */
@For('practitioner')
@Controller('search')
export class SearchController {
  constructor(private readonly gateway: GatewayClient) {}

  @Get()
  form(@Session() session: WebSession): Page {
    const values = { ...session.purpose, ...keptFor(session, '/search') }
    return new Page('pages/search/search', { ...CHOICES, values })
  }

  @Post()
  ask(@Body() form: SearchForm, @Session() session: WebSession): GoTo {
    const id = randomUUID()
    session.purpose = purposeIn(form)
    session.searches = [{ id, criteria: criteriaIn(form) }, ...(session.searches ?? [])].slice(0, MOST_SEARCHES)
    return new GoTo(`/search/${id}`)
  }

  @Get(':id')
  async results(@Param('id') id: string, @Session() session: WebSession, @Who() person: SignedIn): Promise<Page> {
    const kept = session.searches?.find((search) => search.id === id)
    if (!kept || !session.purpose) throw new NotFoundException()
    const { purpose } = session
    const criteria = kept.criteria as SearchCriteria
    try {
      const found = await this.gateway.as(person).call(api.searches.run, { ...purpose, criteria })
      return new Page('pages/search/results', { found })
    } catch (error) {
      return formAgain('pages/search/search', formOf(criteria, purpose), fieldErrors(error), CHOICES)
    }
  }
}
