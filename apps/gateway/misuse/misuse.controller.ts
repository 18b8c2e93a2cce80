import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  AboutMisuseCase,
  AnswerMisuseCase,
  answerMisuseCase,
  api,
  assignMisuseCase,
  EndWatch,
  endWatch,
  ListMisuseCases,
  listMisuseCases,
  ListWatched,
  listWatched,
  MisuseCaseNow,
  MisuseCasesListed,
  reopenMisuseCase,
  WatchChild,
  watchChild,
  WatchedListed,
  WatchRecorded,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class MisuseController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.misuse.reviewCases)
  reviewCases(@Asked() ask: ListMisuseCases): Promise<MisuseCasesListed> {
    return this.bus.ask(listMisuseCases, ask)
  }

  @Serves(api.misuse.assign)
  assign(@Asked() ask: AboutMisuseCase): Promise<MisuseCaseNow> {
    return this.bus.ask(assignMisuseCase, ask)
  }

  @Serves(api.misuse.answer)
  answer(@Asked() ask: AnswerMisuseCase): Promise<MisuseCaseNow> {
    return this.bus.ask(answerMisuseCase, ask)
  }

  @Serves(api.misuse.reopen)
  reopen(@Asked() ask: AboutMisuseCase): Promise<MisuseCaseNow> {
    return this.bus.ask(reopenMisuseCase, ask)
  }

  @Serves(api.misuse.reviewWatched)
  reviewWatched(@Asked() ask: ListWatched): Promise<WatchedListed> {
    return this.bus.ask(listWatched, ask)
  }

  @Serves(api.misuse.watch)
  watch(@Asked() ask: WatchChild): Promise<WatchRecorded> {
    return this.bus.ask(watchChild, ask)
  }

  @Serves(api.misuse.endWatch)
  endWatch(@Asked() ask: EndWatch): Promise<WatchRecorded> {
    return this.bus.ask(endWatch, ask)
  }
}
