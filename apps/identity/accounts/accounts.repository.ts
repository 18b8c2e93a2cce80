import { Injectable } from '@nestjs/common'
import { assertInTransaction, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { accountSuspensions, checks, type Check, type Suspension } from './accounts.schema.ts'

/** Keeps what was checked of people, and why they are suspended. */
@Injectable()
export class AccountsRepository {
  constructor(
    @InjectCollection(checks) private readonly checks: Model<Check>,
    @InjectCollection(accountSuspensions) private readonly suspensions: Model<Suspension>,
  ) {}

  async addCheck(check: Check): Promise<void> {
    assertInTransaction()
    await this.checks.create([check])
  }

  async suspend(suspension: Suspension): Promise<void> {
    assertInTransaction()
    await this.suspensions.create([suspension])
  }

  /** Suspensions of a person that nobody has ended. */
  findSuspensions(personId: string): Promise<Suspension[]> {
    return this.suspensions.find({ personId, endedBy: null }).lean<Suspension[]>()
  }

  async endSuspensions(suspensionIds: string[], endedBy: string): Promise<void> {
    assertInTransaction()
    await this.suspensions.updateMany({ _id: { $in: suspensionIds }, endedBy: null }, { $set: { endedBy } })
  }
}
