import { Injectable } from '@nestjs/common'
import type { PolicyDocument } from '@contactpoint/contracts'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { policySteps, type PolicyStep } from './policy.schema.ts'
import type { HistoryStep } from './versions.rules.ts'

@Injectable()
export class PolicyRepository {
  constructor(@InjectCollection(policySteps) private readonly steps: Model<PolicyStep>) {}

  /** All steps in the order in which they were taken. There are a few a year. */
  async findHistory(): Promise<HistoryStep[]> {
    return this.steps.find({}, { document: 0 }).sort({ _id: 1 }).lean<HistoryStep[]>()
  }

  /** Number of the version that was activated last; null: the store was never provisioned. */
  async findInForce(): Promise<number | null> {
    const last = await this.steps
      .findOne({ kind: 'activate' }, { version: 1 })
      .sort({ _id: -1 })
      .lean<Pick<PolicyStep, 'version'>>()
    return last?.version ?? null
  }

  /** What a version says, with the digest that it was proposed under. */
  async findDocument(version: number): Promise<{ document: PolicyDocument; digest: string } | null> {
    const proposed = await this.steps.findOne({ kind: 'propose', version }).lean<PolicyStep>()
    return proposed && { document: proposed.document!, digest: proposed.digest! }
  }

  /** @throws when its number is taken */
  async add(step: PolicyStep): Promise<void> {
    await this.steps.create([step])
  }
}
