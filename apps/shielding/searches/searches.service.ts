import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import { searchChildren, type RunSearch, type SearchResult } from '@contactpoint/contracts'
import { ProtectionService } from '../protection/protection.service.ts'
import { RelationsService } from '../relations/relations.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { searchAsked, shownHits } from './searches.rules.ts'

/** Searching the directory. */
@Injectable()
export class SearchesService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
    private readonly relations: RelationsService,
    private readonly releases: ReleaseService,
  ) {}

  async run(caller: Caller, ask: RunSearch): Promise<SearchResult> {
    const signals = await this.relations.signalsOfSearch(caller, ask.criteria)
    const { content, account } = await this.releases.release(caller, searchAsked(ask), async ({ views }) => {
      const found = await this.bus.ask(searchChildren, { criteria: ask.criteria })
      const stances = await this.protection.stances(found.hits.map(({ childId }) => childId))
      return { ...shownHits(found, stances, views), signals }
    })
    return { ...content, ...account }
  }
}
