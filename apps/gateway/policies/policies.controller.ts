import { Controller } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import {
  activatePolicy,
  api,
  approvePolicy,
  listPolicies,
  ListPolicies,
  OnePolicy,
  PoliciesListed,
  PolicyDocument,
  PolicyRead,
  PolicyVersion,
  proposePolicy,
  readPolicy,
  recordPolicyReview,
  RecordPolicyReview,
} from '@contactpoint/contracts'
import { Asked, Serves } from '../access/route.pipe.ts'

@Controller()
export class PoliciesController {
  constructor(private readonly bus: Bus) {}

  @Serves(api.policies.find)
  find(@Asked() ask: ListPolicies): Promise<PoliciesListed> {
    return this.bus.ask(listPolicies, ask)
  }

  @Serves(api.policies.get)
  get(@Asked() ask: OnePolicy): Promise<PolicyRead> {
    return this.bus.ask(readPolicy, ask)
  }

  @Serves(api.policies.propose)
  propose(@Asked() document: PolicyDocument): Promise<PolicyVersion> {
    return this.bus.ask(proposePolicy, document)
  }

  @Serves(api.policies.recordReview)
  recordReview(@Asked() ask: RecordPolicyReview): Promise<PolicyVersion> {
    return this.bus.ask(recordPolicyReview, ask)
  }

  @Serves(api.policies.approve)
  approve(@Asked() ask: OnePolicy): Promise<PolicyVersion> {
    return this.bus.ask(approvePolicy, ask)
  }

  @Serves(api.policies.activate)
  activate(@Asked() ask: OnePolicy): Promise<PolicyVersion> {
    return this.bus.ask(activatePolicy, ask)
  }
}
