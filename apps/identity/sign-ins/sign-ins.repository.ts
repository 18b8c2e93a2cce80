import { Injectable } from '@nestjs/common'
import { InjectCollection, isDuplicate } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { signInDays, type FailureKind, type SignInDay } from './sign-ins.schema.ts'

@Injectable()
export class SignInsRepository {
  constructor(@InjectCollection(signInDays) private readonly days: Model<SignInDay>) {}

  async add(day: string, kind: FailureKind): Promise<void> {
    const count = () => this.days.updateOne({ _id: day }, { $inc: { [kind]: 1 } }, { upsert: true })
    await count().catch((error: unknown) => {
      // Two were the first of the day.
      if (isDuplicate(error)) return count()
      throw error
    })
  }

  /** In order; both are inside. */
  async find(from: string, to: string): Promise<SignInDay[]> {
    return this.days
      .find({ _id: { $gte: from, $lte: to } })
      .sort({ _id: 1 })
      .lean<SignInDay[]>()
  }
}
