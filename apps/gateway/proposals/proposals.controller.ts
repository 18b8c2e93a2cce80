import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  acceptHandover,
  AcceptHandover,
  agreeMerge,
  AgreeMerge,
  agreeSplit,
  AgreeSplit,
  api,
  offerHandover,
  OfferHandover,
  ProposalNow,
  proposeMerge,
  ProposeMerge,
  proposeSplit,
  ProposeSplit,
  refuseProposal,
  RefuseProposal,
  ShieldNow,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class ProposalsController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.proposals.offerHandover)
  offerHandover(@Asked() ask: OfferHandover): Promise<ProposalNow> {
    return this.bus.ask(offerHandover, ask)
  }

  @Serves(api.proposals.acceptHandover)
  acceptHandover(@Asked() ask: AcceptHandover): Promise<ShieldNow> {
    return this.bus.ask(acceptHandover, ask)
  }

  @Serves(api.proposals.merge)
  merge(@Asked() ask: ProposeMerge): Promise<ProposalNow> {
    return this.bus.ask(proposeMerge, ask)
  }

  @Serves(api.proposals.agreeMerge)
  agreeMerge(@Asked() ask: AgreeMerge): Promise<ShieldNow> {
    return this.bus.ask(agreeMerge, ask)
  }

  @Serves(api.proposals.split)
  split(@Asked() ask: ProposeSplit): Promise<ProposalNow> {
    return this.bus.ask(proposeSplit, ask)
  }

  @Serves(api.proposals.agreeSplit)
  agreeSplit(@Asked() ask: AgreeSplit): Promise<ShieldNow> {
    return this.bus.ask(agreeSplit, ask)
  }

  @Serves(api.proposals.refuse)
  refuse(@Asked() ask: RefuseProposal): Promise<ProposalNow> {
    return this.bus.ask(refuseProposal, ask)
  }
}
