import { Injectable } from '@nestjs/common'
import { InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { toDocument } from './children.rules.ts'
import type { Child } from './children.schema.ts'
import { parts, type Part, type PartDocument } from './parts.schema.ts'

@Injectable()
export class PartsRepository {
  constructor(@InjectCollection(parts) private readonly parts: Model<PartDocument>) {}

  async find(childId: string): Promise<Part | null> {
    return toPart(await this.parts.findById(childId).lean<PartDocument>())
  }

  async findMany(childIds: string[]): Promise<Part[]> {
    const found = await this.parts.find({ _id: { $in: childIds } }).lean<PartDocument[]>()
    return found.map((document) => toPart(document)!)
  }

  /** What a child was merged of, in the order of their ids; empty for nearly every child. */
  async findOf(into: string): Promise<Child[]> {
    return this.findOfAll([into])
  }

  async findOfAll(wholes: string[]): Promise<Child[]> {
    const found = await this.parts
      .find({ into: { $in: wholes } })
      .sort({ _id: 1 })
      .lean<PartDocument[]>()
    return found.map((document) => toPart(document)!.record)
  }

  /** Into what each record goes that any of these was merged of, by its id. */
  async intoOf(wholes: string[]): Promise<Map<string, string>> {
    if (wholes.length === 0) return new Map()
    const found = await this.parts
      .find({ into: { $in: wholes } }, { into: 1 })
      .lean<Pick<PartDocument, '_id' | 'into'>[]>()
    return new Map(found.map(({ _id, into }) => [_id, into]))
  }

  /** Parts that have any of the keys or ids. */
  async findByKeys(keys: string[], childIds: string[]): Promise<Part[]> {
    const isOne = { $or: [{ linkKeys: { $in: keys } }, { _id: { $in: childIds } }] }
    return (await this.parts.find(isOne).lean<PartDocument[]>()).map((document) => toPart(document)!)
  }

  async write({ into, record }: Part): Promise<void> {
    await this.parts.replaceOne({ _id: record.childId }, { ...toDocument(record), into }, { upsert: true })
  }

  async remove(childIds: string[]): Promise<void> {
    await this.parts.deleteMany({ _id: { $in: childIds } })
  }
}

function toPart(document: PartDocument | null): Part | null {
  if (!document) return null
  const { _id: childId, linkKeys: _keys, into, ...fields } = document
  return { into, record: { childId, ...fields } }
}
