import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Answers } from '@contactpoint/bus'
import { searchChildren, SearchChildren, type FoundChildren } from '@contactpoint/contracts'
import { SearchService } from './search.service.ts'

@Controller()
export class SearchController {
  constructor(private readonly searches: SearchService) {}

  @Answers(searchChildren)
  search(@Payload() ask: SearchChildren): Promise<FoundChildren> {
    return this.searches.search(ask)
  }
}
