import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { duplicateLooks, type Look } from './looks.schema.ts'

const NEVER: Look = { _id: 'look', day: '', nextAt: new Date(0) }

@Injectable()
export class LooksRepository {
  constructor(@InjectCollection(duplicateLooks) private readonly looks: Model<Look>) {}

  async find(): Promise<Look> {
    return (await this.looks.findById('look').lean<Look>()) ?? NEVER
  }

  async keep(look: Pick<Look, 'day' | 'nextAt'>): Promise<void> {
    await this.looks.replaceOne({ _id: 'look' }, look, { upsert: true })
  }
}
