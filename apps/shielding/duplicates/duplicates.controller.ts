import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  answerDuplicate,
  AnswerDuplicate,
  foundDuplicates,
  FoundDuplicates,
  listDuplicates,
  nameDuplicate,
  NameDuplicate,
  undoDuplicate,
  UndoDuplicate,
  viewDuplicate,
  ViewDuplicate,
  type DuplicateNow,
  type DuplicatesListed,
  type DuplicateViewed,
  Nothing,
} from '@contactpoint/contracts'
import { DuplicatesService } from './duplicates.service.ts'

@Controller()
export class DuplicatesController {
  constructor(private readonly duplicates: DuplicatesService) {}

  @Answers(listDuplicates)
  @Allow('data-steward')
  list(@Payload() _ask: Nothing, @CurrentCaller() caller: Caller): Promise<DuplicatesListed> {
    return this.duplicates.list(caller)
  }

  @Answers(nameDuplicate)
  @Allow('data-steward')
  name(@Payload() ask: NameDuplicate, @CurrentCaller() caller: Caller): Promise<DuplicateNow> {
    return this.duplicates.name(caller, ask)
  }

  @Answers(viewDuplicate)
  @Allow('data-steward')
  view(@Payload() { duplicateId }: ViewDuplicate, @CurrentCaller() caller: Caller): Promise<DuplicateViewed> {
    return this.duplicates.view(caller, duplicateId)
  }

  @Answers(answerDuplicate)
  @Allow('data-steward')
  answer(@Payload() ask: AnswerDuplicate, @CurrentCaller() caller: Caller): Promise<DuplicateNow> {
    return this.duplicates.answer(caller, ask)
  }

  @Answers(undoDuplicate)
  @Allow('data-steward')
  undo(@Payload() { duplicateId }: UndoDuplicate, @CurrentCaller() caller: Caller): Promise<Nothing> {
    return this.duplicates.undo(caller, duplicateId)
  }

  @Answers(foundDuplicates)
  async found(@Payload() { pairs }: FoundDuplicates): Promise<Nothing> {
    for (const { childIds } of pairs) await this.duplicates.found(childIds)
    return {}
  }
}
