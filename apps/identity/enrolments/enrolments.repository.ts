import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { enrolments, type Enrolment } from './enrolments.schema.ts'

@Injectable()
export class EnrolmentsRepository {
  constructor(@InjectCollection(enrolments) private readonly enrolments: Model<Enrolment>) {}

  /** One code a person: an earlier one is none any more. */
  async set({ _id, ...code }: Enrolment): Promise<void> {
    assertInTransaction()
    await this.enrolments.updateOne({ _id }, { $set: code }, { upsert: true })
  }

  /** @returns whether the code is that person's, and is not over */
  async isGood(personId: string, hash: string): Promise<boolean> {
    const good = { _id: personId, codeHash: hash, $expr: { $gt: ['$until', '$$NOW'] } }
    return (await this.enrolments.exists(good)) !== null
  }

  /** @returns whether it was there: of two who come with one code, one has it */
  async take(personId: string, hash: string): Promise<boolean> {
    assertInTransaction()
    return (await this.enrolments.deleteOne({ _id: personId, codeHash: hash })).deletedCount === 1
  }
}
