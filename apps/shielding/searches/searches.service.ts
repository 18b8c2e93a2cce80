import { Injectable } from '@nestjs/common'
import { Bus, type Caller } from '@contactpoint/bus'
import { appendEntry, Fault, searchChildren, type RunSearch, type SearchResult } from '@contactpoint/contracts'
import { ProtectionService } from '../protection/protection.service.ts'
import { searchEntry, toHit } from './searches.rules.ts'

const TRIES = 5

@Injectable()
export class SearchesService {
  constructor(
    private readonly bus: Bus,
    private readonly protection: ProtectionService,
  ) {}

  async run(caller: Caller, ask: RunSearch): Promise<SearchResult> {
    for (let tries = 0; tries < TRIES; tries++) {
      const found = await this.bus.ask(searchChildren, { criteria: ask.criteria })
      const stances = await this.protection.stances(found.hits.map(({ childId }) => childId))
      const hits = found.hits.flatMap((hit) => toHit(hit, stances.get(hit.childId)!) ?? [])
      const outcome = found.refine ? 'too-many' : 'shown'
      const receipt = await this.bus.ask(appendEntry, searchEntry(caller, ask, outcome, hits)) // no receipt, no hits
      if (await this.protection.guard(hits.map(({ childId }) => stances.get(childId)!)))
        return { hits, refine: found.refine, receipt }
      await this.bus.ask(appendEntry, searchEntry(caller, ask, 'withheld', [])) // tightened meanwhile: nothing leaves
    }
    throw Fault.unavailable('shielding')
  }
}
