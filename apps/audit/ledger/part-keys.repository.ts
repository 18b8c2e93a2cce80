import { Injectable } from '@nestjs/common'
import { bytesOf, isDuplicate, InjectCollection, insertAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { partKeys, type PartKeyDocument } from './ledger.schema.ts'

@Injectable()
export class PartKeysRepository {
  constructor(@InjectCollection(partKeys) private readonly keys: Model<PartKeyDocument>) {}

  async findBySubjects(subjects: readonly string[]): Promise<PartKeyDocument[]> {
    return this.keys.find({ subject: { $in: subjects } }).lean<PartKeyDocument[]>()
  }

  /** @returns sealed keys by their ids; those that were destroyed are not among them */
  async findWrapped(ids: readonly string[]): Promise<Map<string, Uint8Array>> {
    const found = await this.keys.find({ _id: { $in: ids } }, { wrapped: 1 }).lean<PartKeyDocument[]>()
    return new Map(found.map(({ _id, wrapped }) => [_id, bytesOf(wrapped)]))
  }

  /** Adds keys, durably. @returns false when somebody else was first for one of the subjects: theirs stays, and all others are added */
  async add(keys: PartKeyDocument[]): Promise<boolean> {
    try {
      await insertAsIs(this.keys, keys, { ordered: false })
      return true
    } catch (error) {
      if (isDuplicate(error)) return false
      throw error
    }
  }

  async remove(subjects: readonly string[]): Promise<void> {
    await this.keys.deleteMany({ subject: { $in: subjects } })
  }

  /** @returns whether there was one */
  async destroy(subject: string): Promise<boolean> {
    return (await this.keys.deleteOne({ subject })).deletedCount > 0
  }
}
