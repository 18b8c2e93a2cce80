import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { api, runSearch, RunSearch, SearchResult } from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class SearchesController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.searches.run)
  run(@Asked() ask: RunSearch): Promise<SearchResult> {
    return this.bus.ask(runSearch, ask)
  }
}
