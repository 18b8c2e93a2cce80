import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  answerBrokerRequest,
  AnswerBrokerRequest,
  api,
  BrokerRequestAnswered,
  BrokerRequestOpened,
  BrokerRequestsListed,
  BrokerTask,
  listBrokerRequests,
  ListBrokerRequests,
  openBrokerRequest,
  OpenBrokerRequest,
  readBrokerTask,
  ReadBrokerTask,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class BrokerRequestsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.brokerRequests.ask)
  ask(@Asked() ask: OpenBrokerRequest): Promise<BrokerRequestOpened> {
    return this.bus.ask(openBrokerRequest, ask)
  }

  @Serves(api.brokerRequests.find)
  find(@Asked() ask: ListBrokerRequests): Promise<BrokerRequestsListed> {
    return this.bus.ask(listBrokerRequests, ask)
  }

  @Serves(api.brokerRequests.get)
  get(@Asked() ask: ReadBrokerTask): Promise<BrokerTask> {
    return this.bus.ask(readBrokerTask, ask)
  }

  @Serves(api.brokerRequests.answer)
  answer(@Asked() ask: AnswerBrokerRequest): Promise<BrokerRequestAnswered> {
    return this.bus.ask(answerBrokerRequest, ask)
  }
}
