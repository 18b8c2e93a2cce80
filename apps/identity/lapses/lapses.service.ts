import { Injectable } from '@nestjs/common'
import { MOST_LAPSES, type LapsesSurveyed, type SurveyLapses } from '@contactpoint/contracts'
import { OrganisationsService } from '../organisations/organisations.service.ts'
import { PeopleService } from '../people/people.service.ts'
import { daysAfter } from '../people/term.rules.ts'
import { inOrder, lapseOf, lapseOfOrganisation } from './lapses.rules.ts'

/** What ends soon, so that somebody renews it before people are kept out by it (S09, S10). */
@Injectable()
export class LapsesService {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly people: PeopleService,
  ) {}

  async survey({ withinDays, authority }: SurveyLapses): Promise<LapsesSurveyed> {
    const until = daysAfter(new Date(), withinDays)
    const [organisations, people] = await Promise.all([
      this.organisations.findLapsing(until, authority, MOST_LAPSES + 1),
      this.people.findLapsing(until, authority, MOST_LAPSES + 1),
    ])
    // Those that were not fetched may end sooner than some that were.
    const isFetched = [organisations, people].every(({ length }) => length <= MOST_LAPSES)
    const lapses = [...organisations.map(lapseOfOrganisation), ...people.flatMap((one) => lapseOf(one, until) ?? [])]
    return { items: inOrder(lapses).slice(0, MOST_LAPSES), isAll: isFetched && lapses.length <= MOST_LAPSES }
  }
}
