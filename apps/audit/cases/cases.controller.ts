import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  AboutMisuseCase,
  answerMisuseCase,
  AnswerMisuseCase,
  assignMisuseCase,
  listMisuseCases,
  ListMisuseCases,
  reopenMisuseCase,
  type MisuseCaseNow,
  type MisuseCasesListed,
} from '@contactpoint/contracts'
import { CasesService } from './cases.service.ts'

@Controller()
export class CasesController {
  constructor(private readonly cases: CasesService) {}

  @Answers(listMisuseCases)
  @Allow('auditor', 'cpmt')
  list(@Payload() ask: ListMisuseCases, @CurrentCaller() caller: Caller): Promise<MisuseCasesListed> {
    return this.cases.list(caller, ask)
  }

  @Answers(assignMisuseCase)
  @Allow('auditor', 'cpmt')
  assign(@Payload() { caseId }: AboutMisuseCase, @CurrentCaller() caller: Caller): Promise<MisuseCaseNow> {
    return this.cases.assign(caller, caseId)
  }

  @Answers(answerMisuseCase)
  @Allow('auditor', 'cpmt')
  answer(@Payload() ask: AnswerMisuseCase, @CurrentCaller() caller: Caller): Promise<MisuseCaseNow> {
    return this.cases.answer(caller, ask)
  }

  @Answers(reopenMisuseCase)
  @Allow('auditor', 'cpmt')
  reopen(@Payload() { caseId }: AboutMisuseCase, @CurrentCaller() caller: Caller): Promise<MisuseCaseNow> {
    return this.cases.reopen(caller, caseId)
  }
}
