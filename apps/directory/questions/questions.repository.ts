import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import { familyNameCommunity } from '@contactpoint/matching'
import type { Model } from 'mongoose'
import { personOf } from '../linking/asked.rules.ts'
import { sourceOf } from '../linking/linking.rules.ts'
import { QualityService } from '../quality/quality.service.ts'
import { foundBy } from './answers.rules.ts'
import { linkDecisions, type LinkDecision } from './questions.schema.ts'

@Injectable()
export class QuestionsRepository {
  constructor(
    @InjectCollection(linkDecisions) private readonly decisions: Model<LinkDecision>,
    private readonly quality: QualityService,
  ) {}

  async find(id: string): Promise<LinkDecision | null> {
    return this.decisions.findById(id).lean<LinkDecision>()
  }

  /** Keeps a decision, over one of the same question that was taken back; with the records that it writes, and what it says of the model. */
  async keep(decision: LinkDecision): Promise<void> {
    assertInTransaction()
    await this.decisions.replaceOne({ _id: decision._id }, decision, { upsert: true })
    await this.count(decision)
  }

  private async count(decision: LinkDecision): Promise<void> {
    const found = foundBy(decision)
    if (!found) return
    const source = sourceOf(decision.recordId)
    const community = familyNameCommunity(personOf(decision.before).name.family)
    await this.quality.count({ model: found.model, source, community }, found.found, decision.undone ? -1 : 1)
  }
}
