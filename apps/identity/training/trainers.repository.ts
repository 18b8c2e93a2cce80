import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { accreditations, withdrawals, type Accreditation, type Withdrawal } from './trainers.schema.ts'

@Injectable()
export class TrainersRepository {
  constructor(
    @InjectCollection(accreditations) private readonly accreditations: Model<Accreditation>,
    @InjectCollection(withdrawals) private readonly withdrawals: Model<Withdrawal>,
  ) {}

  async accredit(accreditation: Accreditation): Promise<void> {
    await this.accreditations.create(accreditation)
  }

  async withdraw(withdrawal: Withdrawal): Promise<void> {
    await this.withdrawals.create(withdrawal)
  }

  /** Of all accounts of somebody. */
  async findOf(identity: string): Promise<Accreditation[]> {
    return this.accreditations.find({ identity }).lean<Accreditation[]>()
  }

  async findWithdrawals(personIds: string[]): Promise<Withdrawal[]> {
    return this.withdrawals.find({ personId: { $in: personIds } }).lean<Withdrawal[]>()
  }

  /** Those whose day is not over, the newest first. */
  async findRunning(now: Date, most: number): Promise<Accreditation[]> {
    return this.accreditations
      .find({ until: { $gt: now } })
      .sort({ at: -1 })
      .limit(most)
      .lean<Accreditation[]>()
  }
}
