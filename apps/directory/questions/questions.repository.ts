import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { linkDecisions, type LinkDecision } from './questions.schema.ts'

@Injectable()
export class QuestionsRepository {
  constructor(@InjectCollection(linkDecisions) private readonly decisions: Model<LinkDecision>) {}

  async find(id: string): Promise<LinkDecision | null> {
    return this.decisions.findById(id).lean<LinkDecision>()
  }

  /** Keeps a decision, over one of the same question that was taken back; with the records that it writes. */
  async keep(decision: LinkDecision): Promise<void> {
    assertInTransaction()
    await this.decisions.replaceOne({ _id: decision._id }, decision, { upsert: true })
  }
}
