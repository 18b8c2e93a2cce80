import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { logVerifications, type VerificationDocument } from './verifying.schema.ts'

@Injectable()
export class VerifyingRepository {
  constructor(@InjectCollection(logVerifications) private readonly verifications: Model<VerificationDocument>) {}

  async find(log: string): Promise<VerificationDocument | null> {
    return this.verifications.findById(log).lean<VerificationDocument>()
  }

  async keep({ _id, ...found }: VerificationDocument): Promise<void> {
    await this.verifications.updateOne({ _id }, { $set: found }, { upsert: true })
  }
}
