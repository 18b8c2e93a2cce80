import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  answerDuplicate,
  AnswerDuplicate,
  api,
  DuplicateNow,
  DuplicatesListed,
  DuplicateViewed,
  listDuplicates,
  nameDuplicate,
  NameDuplicate,
  undoDuplicate,
  UndoDuplicate,
  viewDuplicate,
  ViewDuplicate,
  Nothing,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class DuplicatesController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.duplicates.find)
  find(@Asked() ask: Nothing): Promise<DuplicatesListed> {
    return this.bus.ask(listDuplicates, ask)
  }

  @Serves(api.duplicates.name)
  name(@Asked() ask: NameDuplicate): Promise<DuplicateNow> {
    return this.bus.ask(nameDuplicate, ask)
  }

  @Serves(api.duplicates.view)
  view(@Asked() ask: ViewDuplicate): Promise<DuplicateViewed> {
    return this.bus.ask(viewDuplicate, ask)
  }

  @Serves(api.duplicates.answer)
  answer(@Asked() ask: AnswerDuplicate): Promise<DuplicateNow> {
    return this.bus.ask(answerDuplicate, ask)
  }

  @Serves(api.duplicates.undo)
  undo(@Asked() ask: UndoDuplicate): Promise<Nothing> {
    return this.bus.ask(undoDuplicate, ask)
  }
}
