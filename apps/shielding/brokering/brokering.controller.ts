import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  answerBrokerRequest,
  AnswerBrokerRequest,
  listBrokerRequests,
  ListBrokerRequests,
  openBrokerRequest,
  OpenBrokerRequest,
  readBrokerTask,
  ReadBrokerTask,
  type BrokerRequestAnswered,
  type BrokerRequestOpened,
  type BrokerRequestsListed,
  type BrokerTask,
} from '@contactpoint/contracts'
import { BrokeringService } from './brokering.service.ts'

@Controller()
export class BrokeringController {
  constructor(private readonly brokering: BrokeringService) {}

  @Answers(openBrokerRequest)
  @Allow('practitioner')
  ask(@Payload() ask: OpenBrokerRequest, @CurrentCaller() caller: Caller): Promise<BrokerRequestOpened> {
    return this.brokering.ask(caller, ask)
  }

  @Answers(listBrokerRequests)
  @Allow('practitioner', 'cpmt')
  list(@Payload() _ask: ListBrokerRequests, @CurrentCaller() caller: Caller): Promise<BrokerRequestsListed> {
    return this.brokering.list(caller)
  }

  @Answers(readBrokerTask)
  @Allow('cpmt')
  read(@Payload() { requestId }: ReadBrokerTask, @CurrentCaller() caller: Caller): Promise<BrokerTask> {
    return this.brokering.read(caller, requestId)
  }

  @Answers(answerBrokerRequest)
  @Allow('cpmt')
  answer(@Payload() ask: AnswerBrokerRequest, @CurrentCaller() caller: Caller): Promise<BrokerRequestAnswered> {
    return this.brokering.answer(caller, ask)
  }
}
