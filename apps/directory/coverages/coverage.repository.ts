import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { coverages, type AuthorityCoverage, type Coverage } from './coverage.schema.ts'

@Injectable()
export class CoverageRepository {
  constructor(@InjectCollection(coverages) private readonly coverages: Model<Coverage>) {}

  async find(): Promise<Coverage | null> {
    return this.coverages.findById('last').lean<Coverage>()
  }

  async keep(at: Date, rows: AuthorityCoverage[]): Promise<void> {
    await this.coverages.replaceOne({ _id: 'last' }, { at, rows }, { upsert: true })
  }
}
