import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  activateLinkModel,
  listLinkModels,
  ListLinkModels,
  OneLinkModel,
  proposeLinkModel,
  ProposeLinkModel,
  readLinkModel,
  type LinkModelRead,
  type LinkModelsListed,
  type LinkModelVersion,
} from '@contactpoint/contracts'
import { ModelStepsService } from './model-steps.service.ts'

@Controller()
export class LinkModelsController {
  constructor(private readonly steps: ModelStepsService) {}

  @Answers(listLinkModels)
  @Allow('data-steward', 'cpmt', 'auditor')
  find(@Payload() { before }: ListLinkModels): Promise<LinkModelsListed> {
    return this.steps.find(before)
  }

  @Answers(readLinkModel)
  @Allow('data-steward', 'cpmt', 'auditor')
  get(@Payload() { version }: OneLinkModel): Promise<LinkModelRead> {
    return this.steps.get(version)
  }

  @Answers(proposeLinkModel)
  @Allow('data-steward')
  propose(@Payload() ask: ProposeLinkModel, @CurrentCaller() caller: Caller): Promise<LinkModelVersion> {
    return this.steps.propose(caller, ask)
  }

  @Answers(activateLinkModel)
  @Allow('cpmt')
  activate(@Payload() { version }: OneLinkModel, @CurrentCaller() caller: Caller): Promise<LinkModelVersion> {
    return this.steps.activate(caller, version)
  }
}
