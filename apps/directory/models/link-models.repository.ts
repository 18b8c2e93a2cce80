import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { linkModels, type LinkModel, type ModelHand, type ModelVersion } from './link-models.schema.ts'

@Injectable()
export class LinkModelsRepository {
  constructor(@InjectCollection(linkModels) private readonly models: Model<LinkModel>) {}

  /** All versions. There are a few a year. */
  async findAll(): Promise<ModelVersion[]> {
    return this.models.find({}, { document: 0 }).sort({ _id: 1 }).lean<ModelVersion[]>()
  }

  /** What tells which is in force and which is on trial. */
  async findSteps(): Promise<Pick<ModelVersion, '_id' | 'activated'>[]> {
    return this.models.find({}, { activated: 1 }).lean<Pick<ModelVersion, '_id' | 'activated'>[]>()
  }

  async find(version: number): Promise<LinkModel | null> {
    return this.models.findById(version).lean<LinkModel>()
  }

  async has(version: number): Promise<boolean> {
    return (await this.models.exists({ _id: version })) !== null
  }

  /** @throws when its number is taken */
  async add(model: LinkModel): Promise<void> {
    await this.models.create([model])
  }

  async activate(version: number, activated: ModelHand): Promise<void> {
    await this.models.updateOne({ _id: version, activated: null }, { $set: { activated } })
  }

  /** @param counts rows by their place in the trial: `same.unsure` */
  async count(version: number, counts: Readonly<Record<string, number>>): Promise<void> {
    const more = Object.entries(counts).map(([place, rows]) => [`trial.${place}`, rows])
    await this.models.updateOne({ _id: version }, { $inc: Object.fromEntries(more) })
  }
}
