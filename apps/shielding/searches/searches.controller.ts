import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import { runSearch, RunSearch, type SearchResult } from '@contactpoint/contracts'
import { SearchesService } from './searches.service.ts'

@Controller()
export class SearchesController {
  constructor(private readonly searches: SearchesService) {}

  @Answers(runSearch)
  @Allow('practitioner')
  run(@Payload() ask: RunSearch, @CurrentCaller() caller: Caller): Promise<SearchResult> {
    return this.searches.run(caller, ask)
  }
}
