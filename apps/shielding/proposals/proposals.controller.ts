import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  acceptHandover,
  AcceptHandover,
  agreeMerge,
  AgreeMerge,
  agreeSplit,
  AgreeSplit,
  offerHandover,
  OfferHandover,
  proposeMerge,
  ProposeMerge,
  proposeSplit,
  ProposeSplit,
  refuseProposal,
  RefuseProposal,
  type ProposalNow,
  type ShieldNow,
} from '@contactpoint/contracts'
import { STEPS } from '../protection/steps.rules.ts'
import { ProposalsService } from './proposals.service.ts'

@Controller()
export class ProposalsController {
  constructor(private readonly proposals: ProposalsService) {}

  @Answers(offerHandover)
  @Allow(...STEPS.move.by)
  offerHandover(
    @Payload() { childId, authority }: OfferHandover,
    @CurrentCaller() caller: Caller,
  ): Promise<ProposalNow> {
    return this.proposals.offer(caller, childId, authority)
  }

  @Answers(acceptHandover)
  @Allow(...STEPS.move.by)
  acceptHandover(@Payload() { childId }: AcceptHandover, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.proposals.accept(caller, childId)
  }

  @Answers(proposeMerge)
  @Allow(...STEPS.merge.by)
  merge(@Payload() { childId, otherChildId }: ProposeMerge, @CurrentCaller() caller: Caller): Promise<ProposalNow> {
    return this.proposals.propose(caller, childId, { kind: 'merge', otherChildId, authority: null })
  }

  @Answers(agreeMerge)
  @Allow(...STEPS.merge.by)
  agreeMerge(@Payload() { childId, otherChildId }: AgreeMerge, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.proposals.agree(caller, childId, 'merge', otherChildId)
  }

  @Answers(proposeSplit)
  @Allow(...STEPS.split.by)
  split(@Payload() { childId, otherChildId }: ProposeSplit, @CurrentCaller() caller: Caller): Promise<ProposalNow> {
    return this.proposals.propose(caller, childId, { kind: 'split', otherChildId, authority: null })
  }

  @Answers(agreeSplit)
  @Allow(...STEPS.split.by)
  agreeSplit(@Payload() { childId, otherChildId }: AgreeSplit, @CurrentCaller() caller: Caller): Promise<ShieldNow> {
    return this.proposals.agree(caller, childId, 'split', otherChildId)
  }

  @Answers(refuseProposal)
  @Allow(...STEPS.move.by)
  refuse(@Payload() { childId, kind }: RefuseProposal, @CurrentCaller() caller: Caller): Promise<ProposalNow> {
    return this.proposals.refuse(caller, childId, kind)
  }
}
