import { Injectable } from '@nestjs/common'
import type { Caller } from '@contactpoint/bus'
import {
  Fault,
  type FaultCode,
  type PoliciesListed,
  type PolicyDocument,
  type PolicyRead,
  type PolicyVersion,
  type PolicyVersionNow,
  type RecordPolicyReview,
} from '@contactpoint/contracts'
import { ErrandsService } from '../errands/errands.service.ts'
import { PolicyService } from '../policy/policy.service.ts'
import type { PolicyStepKind } from '../policy/steps.rules.ts'
import { toPolicyVersion, type Version } from '../policy/versions.rules.ts'
import { VersionsService } from '../policy/versions.service.ts'
import { ReleaseService } from '../release/release.service.ts'
import { activating, assertNational, listed } from './policies.rules.ts'

/** What is not done is recorded too. */
const NOTED: Partial<Record<FaultCode, 'not-found' | 'refused'>> = {
  'not-found': 'not-found',
  conflict: 'refused',
  forbidden: 'refused',
}

/** How another policy comes into force: proposed, reviewed by somebody outside, approved by two, activated (S19). */
@Injectable()
export class PoliciesService {
  constructor(
    private readonly policy: PolicyService,
    private readonly versions: VersionsService,
    private readonly errands: ErrandsService,
    private readonly releases: ReleaseService,
  ) {}

  async find(before?: number): Promise<PoliciesListed> {
    return listed(await this.versions.findAll(), before)
  }

  async get(number: number): Promise<PolicyRead> {
    const { version, document } = await this.versions.get(number)
    return { ...toPolicyVersion(version), document }
  }

  /** Under which version answers are released now. */
  async current(): Promise<PolicyVersionNow> {
    const { version: number } = await this.policy.current()
    const { version } = await this.versions.get(number)
    return { version: number, isReviewed: version.review !== null }
  }

  propose(caller: Caller, document: PolicyDocument): Promise<PolicyVersion> {
    return this.noted(caller, 'propose', null, async () => {
      assertNational(caller)
      return this.versions.propose(caller, document)
    })
  }

  recordReview(caller: Caller, { version, ...said }: RecordPolicyReview): Promise<PolicyVersion> {
    return this.noted(caller, 'review', version, () => this.versions.take(caller, 'review', version, { ...said }))
  }

  approve(caller: Caller, version: number): Promise<PolicyVersion> {
    return this.noted(caller, 'approve', version, async () => {
      assertNational(caller)
      return this.versions.take(caller, 'approve', version)
    })
  }

  /** Recorded before it takes effect, whatever it changes: that it tightens only is not for this to judge. Answers when every copy follows it. */
  activate(caller: Caller, version: number): Promise<PolicyVersion> {
    return this.noted(caller, 'activate', version, async () => {
      assertNational(caller)
      await this.versions.assertOpen(caller, 'activate', version)
      await this.releases.release(caller, ...activating(version))
      const activated = await this.versions.take(caller, 'activate', version)
      await this.policy.isFollowed()
      return activated
    })
  }

  private async noted(
    caller: Caller,
    kind: PolicyStepKind,
    version: number | null,
    step: () => Promise<Version>,
  ): Promise<PolicyVersion> {
    try {
      return toPolicyVersion(await step())
    } catch (error) {
      const outcome = error instanceof Fault && NOTED[error.code]
      if (outcome) await this.versions.note(caller, kind, version, outcome)
      throw error
    } finally {
      this.errands.wake()
    }
  }
}
