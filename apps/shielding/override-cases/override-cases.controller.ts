import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  answerOverrideCase,
  AnswerOverrideCase,
  countOverrides,
  CountOverrides,
  listOverrideCases,
  ListOverrideCases,
  watchOverrideCases,
  WatchOverrideCases,
  type OverrideCaseAnswered,
  type OverrideCasesListed,
  type OverrideCasesWaiting,
  type OverridesCounted,
} from '@contactpoint/contracts'
import { OverrideCasesService } from './override-cases.service.ts'

@Controller()
export class OverrideCasesController {
  constructor(private readonly cases: OverrideCasesService) {}

  @Answers(listOverrideCases)
  @Allow('cpmt')
  list(@Payload() { state }: ListOverrideCases, @CurrentCaller() caller: Caller): Promise<OverrideCasesListed> {
    return this.cases.list(caller, state)
  }

  @Answers(answerOverrideCase)
  @Allow('cpmt')
  answer(@Payload() ask: AnswerOverrideCase, @CurrentCaller() caller: Caller): Promise<OverrideCaseAnswered> {
    return this.cases.answer(caller, ask)
  }

  @Answers(watchOverrideCases)
  @Allow('cpmt')
  async watch(@Payload() _ask: WatchOverrideCases, @CurrentCaller() caller: Caller): Promise<OverrideCasesWaiting> {
    return { open: await this.cases.countOpen(caller) }
  }

  @Answers(countOverrides)
  @Allow('cpmt', 'auditor')
  count(@Payload() _ask: CountOverrides, @CurrentCaller() caller: Caller): Promise<OverridesCounted> {
    return this.cases.rates(caller)
  }
}
