import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { runSearch, RunSearch, SearchResult } from '@contactpoint/contracts'
import { Describe } from '../docs/route.rules.ts'

@Controller('v1/searches')
export class SearchesController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @HttpCode(200)
  @Describe({ summary: 'Search for a child; recorded', body: RunSearch, answer: SearchResult, status: 200 })
  run(@Body() ask: RunSearch): Promise<SearchResult> {
    return this.bus.ask(runSearch, ask)
  }
}
