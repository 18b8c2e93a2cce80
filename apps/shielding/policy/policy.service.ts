import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Bus } from '@contactpoint/bus'
import { Fault, policyActivated, type PolicyDocument } from '@contactpoint/contracts'
import { describeError, LOG, type Logger } from '@contactpoint/runtime'
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
  /** `readAt`: when the reading of it began, on this process's monotonic clock. */
  private known: { policy: Policy; readAt: number } | null = null
  private reading: Promise<void> | null = null

  constructor(
    private readonly bus: Bus,
    private readonly policies: PolicyRepository,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.bus.hear(policyActivated, () => this.lookAgain())
  }

  /**
   * The policy in force, or that was less than `KEPT_MS` ago. Not for inside a transaction, which would find what was in force when it began.
   *
   * @throws Fault `unavailable` when it cannot be read in time
   */
  async current(): Promise<Policy> {
    if (this.age() >= KEPT_MS) await this.read()
    else if (this.age() >= FRESH_MS) this.lookAgain()
    if (this.age() >= KEPT_MS) throw Fault.unavailable('shielding') // it was longer on its way than it may be old
    return this.known!.policy
  }

  /**
   * Tells every copy that another version is in force, and waits until each follows it or releases nothing, and until what was let through
   * before has arrived: four seconds. That a copy has not heard of it costs nothing but time.
   */
  async isFollowed(): Promise<void> {
    this.bus.tell(policyActivated, {})
    await sleep(KEPT_MS + ANSWER_WINDOW_MS)
  }

  private age(): number {
    return this.known ? performance.now() - this.known.readAt : Infinity
  }

  private lookAgain(): void {
    this.read().catch((error: unknown) => this.log.warn(describeError(error), 'the policy in force could not be read'))
  }

  /** One reading at a time; who asks meanwhile is answered by it. */
  private read(): Promise<void> {
    this.reading ??= this.readNow().finally(() => (this.reading = null))
    return this.reading
  }

  private async readNow(): Promise<void> {
    const readAt = performance.now()
    const version = await this.policies.findInForce()
    if (version === null) throw new Error('No policy is in force: the store was not provisioned')
    const { known } = this
    const policy = known?.policy.version === version ? known.policy : await this.load(version)
    this.known = { policy, readAt }
  }

  private async load(version: number): Promise<Policy> {
    const found = await this.policies.findDocument(version)
    if (!found || digestOf(found.document) !== found.digest)
      throw new Error(`Version ${version} of the policy is not what was proposed`)
    return { version, document: found.document }
  }
}
