import { Controller } from '@nestjs/common'
import { Payload } from '@nestjs/microservices'
import { Allow, Answers, CurrentCaller, type Caller } from '@contactpoint/bus'
import {
  activatePolicy,
  approvePolicy,
  listPolicies,
  ListPolicies,
  Nothing,
  OnePolicy,
  PolicyDocument,
  proposePolicy,
  readPolicy,
  readPolicyVersion,
  recordPolicyReview,
  RecordPolicyReview,
  type PoliciesListed,
  type PolicyRead,
  type PolicyVersion,
  type PolicyVersionNow,
} from '@contactpoint/contracts'
import { POLICY_STEPS } from '../policy/steps.rules.ts'
import { PoliciesService } from './policies.service.ts'

@Controller()
export class PoliciesController {
  constructor(private readonly policies: PoliciesService) {}

  @Answers(listPolicies)
  @Allow('shield-officer', 'cpmt', 'auditor')
  find(@Payload() { before }: ListPolicies): Promise<PoliciesListed> {
    return this.policies.find(before)
  }

  @Answers(readPolicy)
  @Allow('shield-officer', 'cpmt', 'auditor')
  get(@Payload() { version }: OnePolicy): Promise<PolicyRead> {
    return this.policies.get(version)
  }

  @Answers(readPolicyVersion)
  current(@Payload() _ask: Nothing): Promise<PolicyVersionNow> {
    return this.policies.current()
  }

  @Answers(proposePolicy)
  @Allow(POLICY_STEPS.propose.by)
  propose(@Payload() document: PolicyDocument, @CurrentCaller() caller: Caller): Promise<PolicyVersion> {
    return this.policies.propose(caller, document)
  }

  @Answers(recordPolicyReview)
  @Allow(POLICY_STEPS.review.by)
  recordReview(@Payload() ask: RecordPolicyReview, @CurrentCaller() caller: Caller): Promise<PolicyVersion> {
    return this.policies.recordReview(caller, ask)
  }

  @Answers(approvePolicy)
  @Allow(POLICY_STEPS.approve.by)
  approve(@Payload() { version }: OnePolicy, @CurrentCaller() caller: Caller): Promise<PolicyVersion> {
    return this.policies.approve(caller, version)
  }

  @Answers(activatePolicy)
  @Allow(POLICY_STEPS.activate.by)
  activate(@Payload() { version }: OnePolicy, @CurrentCaller() caller: Caller): Promise<PolicyVersion> {
    return this.policies.activate(caller, version)
  }
}
