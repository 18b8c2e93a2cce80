import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  EndWatch,
  endWatch,
  ListWatched,
  listWatched,
  WatchChild,
  watchChild,
  type WatchedListed,
  type WatchRecorded,
} from '@contactpoint/contracts'
import { WatchingService } from './watching.service.ts'

@Controller()
export class WatchingController {
  constructor(private readonly watching: WatchingService) {}

  @Answers(watchChild)
  @Allow('auditor')
  add(@Payload() ask: WatchChild, @CurrentCaller() caller: Caller): Promise<WatchRecorded> {
    return this.watching.add(caller, ask)
  }

  @Answers(endWatch)
  @Allow('auditor')
  end(@Payload() { childId }: EndWatch, @CurrentCaller() caller: Caller): Promise<WatchRecorded> {
    return this.watching.end(caller, childId)
  }

  @Answers(listWatched)
  @Allow('auditor')
  list(@Payload() _ask: ListWatched, @CurrentCaller() caller: Caller): Promise<WatchedListed> {
    return this.watching.list(caller)
  }
}
