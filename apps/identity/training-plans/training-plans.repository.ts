import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { trainingPlans, type Plan } from './training-plans.schema.ts'

@Injectable()
export class TrainingPlansRepository {
  constructor(@InjectCollection(trainingPlans) private readonly plans: Model<Plan>) {}

  async add(plan: Plan): Promise<void> {
    await this.plans.create(plan)
  }

  /** The last of each authority. */
  async findLast(): Promise<Pick<Plan, 'authority' | 'weeks'>[]> {
    const found = await this.plans.aggregate<{ _id: string; weeks: Plan['weeks'] }>([
      { $sort: { authority: 1, at: -1 } },
      { $group: { _id: '$authority', weeks: { $first: '$weeks' } } },
    ])
    return found.map(({ _id: authority, weeks }) => ({ authority, weeks }))
  }
}
