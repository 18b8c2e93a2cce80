import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { Fault, policyActivated, type PolicyDocument } from '@contactpoint/contracts'
import { describeError, KeptFresh, LOG, type Logger } from '@contactpoint/runtime'
import { setTimeout as sleep } from 'node:timers/promises'
import { ANSWER_WINDOW_MS } from '../protection/protection.rules.ts'
import { digestOf } from './digest.rules.ts'
import { PolicyRepository } from './policy.repository.ts'

/** A version as what is released under it. */
export interface Policy {
  version: number
  document: PolicyDocument
}

/** So old may what is known be before it is read again, beside whoever asks. Milliseconds. */
export const FRESH_MS = 1_000
/** And so old before whoever asks waits for what is read: a copy that cannot read releases nothing from then on. Milliseconds. */
export const KEPT_MS = 2_000

/** Which policy is in force, as each answer needs to know: from memory, and never older than it may be. */
@Injectable()
export class PolicyService implements OnApplicationBootstrap {
  private known: Policy | null = null
  private readonly kept: KeptFresh

  constructor(
    private readonly bus: Bus,
    private readonly policies: PolicyRepository,
    @Inject(LOG) log: Logger,
  ) {
    const freshness = { freshMs: FRESH_MS, keptMs: KEPT_MS }
    const onError = (error: unknown) => log.warn(describeError(error), 'the policy in force could not be read')
    this.kept = new KeptFresh(() => this.readNow(), freshness, onError)
  }

  onApplicationBootstrap(): void {
    this.bus.hear(policyActivated, () => this.kept.lookAgain())
  }

  /**
   * The policy in force, or that was less than `KEPT_MS` ago. Not for inside a transaction, which would find what was in force when it began.
   *
   * @throws Fault `unavailable` when it cannot be read in time
   */
  async current(): Promise<Policy> {
    if (!(await this.kept.isKept())) throw Fault.unavailable('shielding')
    return this.known!
  }

  /**
   * Tells every copy that another version is in force, and waits until each follows it or releases nothing, and until what was let through
   * before has arrived: four seconds. That a copy has not heard of it costs nothing but time.
   */
  async isFollowed(): Promise<void> {
    this.bus.tell(policyActivated, {})
    await sleep(KEPT_MS + ANSWER_WINDOW_MS)
  }

  private async readNow(): Promise<void> {
    const version = await this.policies.findInForce()
    if (version === null) throw new Error('No policy is in force: the store was not provisioned')
    const { known } = this
    this.known = known?.version === version ? known : await this.load(version)
  }

  private async load(version: number): Promise<Policy> {
    const found = await this.policies.findDocument(version)
    if (!found || digestOf(found.document) !== found.digest)
      throw new Error(`Version ${version} of the policy is not what was proposed`)
    return { version, document: found.document }
  }
}
