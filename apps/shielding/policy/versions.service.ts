import { Injectable } from '@nestjs/common'
import { InjectConnection } from '@nestjs/mongoose'
import type { Caller } from '@contactpoint/bus'
import { Fault, type ExternalReview, type Outcome, type PolicyDocument } from '@contactpoint/contracts'
import { isDuplicate, Outbox, transaction } from '@contactpoint/mongo'
import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import { auditErrand } from '../protection/errands.rules.ts'
import { digestOf } from './digest.rules.ts'
import { PolicyRepository } from './policy.repository.ts'
import type { PolicyStep } from './policy.schema.ts'
import { firstStep, nextStep, policyEntry } from './history.rules.ts'
import type { PolicyStepKind } from './steps.rules.ts'
import { faultOf, versionsOf, type HistoryStep, type Version } from './versions.rules.ts'

/** The versions of the policy, and the steps by which people bring one into force. */
@Injectable()
export class VersionsService {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly policies: PolicyRepository,
    private readonly outbox: Outbox,
  ) {}

  /** All versions, the newest first. */
  async findAll(): Promise<Version[]> {
    return [...versionsOf(await this.policies.findHistory()).values()].reverse()
  }

  /** @throws Fault `not-found` */
  async get(version: number): Promise<{ version: Version; document: PolicyDocument }> {
    const found = versionsOf(await this.policies.findHistory()).get(version)
    if (!found) throw Fault.notFound()
    return { version: found, document: (await this.policies.findDocument(version))!.document }
  }

  /** Commits another version, which never changes again, with its entry. */
  async propose(caller: Caller, document: PolicyDocument): Promise<Version> {
    const proposed = { document, digest: digestOf(document) }
    return this.write(caller, (history) => ({ ...firstStep(caller, history, new Date()), ...proposed }))
  }

  /** @throws Fault `not-found`; `conflict`, with the state as it is, when the step is not open now or takes somebody else */
  async assertOpen({ identity }: Caller, kind: PolicyStepKind, version: number): Promise<void> {
    assertNoFault(kind, await this.policies.findHistory(), version, identity)
  }

  /**
   * Takes the step, judged by the steps among which it commits; an activation was recorded before, any other step brings its entry along.
   *
   * @throws Fault as `assertOpen`
   */
  async take(
    caller: Caller,
    kind: Exclude<PolicyStepKind, 'propose'>,
    version: number,
    review: ExternalReview | null = null,
  ): Promise<Version> {
    return this.write(caller, (history) => {
      assertNoFault(kind, history, version, caller.identity)
      return { ...nextStep(caller, history, { kind, version }, new Date()), review }
    })
  }

  /** Keeps the entry of what was asked about a version and not done, before it is answered. */
  async note(caller: Caller, kind: PolicyStepKind, version: number | null, outcome: Outcome): Promise<void> {
    const entry = policyEntry(randomUUID(), caller, kind, { version }, outcome)
    await transaction(this.connection, () => this.outbox.add([auditErrand(entry)]))
  }

  private async write(caller: Caller, next: (history: HistoryStep[]) => PolicyStep): Promise<Version> {
    for (;;)
      try {
        return await transaction(this.connection, async () => {
          const history = await this.policies.findHistory()
          const step = next(history)
          await this.policies.add(step)
          if (step.kind !== 'activate')
            await this.outbox.add([auditErrand(policyEntry(randomUUID(), caller, step.kind, step, 'done'))])
          return versionsOf([...history, step]).get(step.version)!
        })
      } catch (error) {
        if (!isDuplicate(error)) throw error // another step was taken at the same moment: this one is judged anew
      }
  }
}

function assertNoFault(kind: PolicyStepKind, history: HistoryStep[], version: number, identity: string): void {
  const fault = faultOf(kind, versionsOf(history).get(version), identity)
  if (fault) throw fault
}
