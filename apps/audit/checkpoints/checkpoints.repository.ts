import { Injectable } from '@nestjs/common'
import { bytesOf, isDuplicate, InjectCollection } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { checkpoints, logKeys, type CheckpointDocument, type LogKeyDocument } from './checkpoints.schema.ts'

@Injectable()
export class CheckpointsRepository {
  constructor(
    @InjectCollection(checkpoints) private readonly checkpoints: Model<CheckpointDocument>,
    @InjectCollection(logKeys) private readonly keys: Model<LogKeyDocument>,
  ) {}

  /** The one of the largest size. */
  async findLatest(log: string): Promise<CheckpointDocument | null> {
    const found = await this.checkpoints.findOne({ log }, { _id: 0 }).sort({ size: -1 }).lean<CheckpointDocument>()
    return found && { ...found, root: bufferOf(found.root), hashes: found.hashes.map(bufferOf) }
  }

  /** @throws when there is one of that size already: another copy was first */
  async add(checkpoint: CheckpointDocument): Promise<void> {
    await this.checkpoints.create(checkpoint)
  }

  async findKey(log: string): Promise<LogKeyDocument | null> {
    return this.keys.findById(log).lean<LogKeyDocument>()
  }

  /** Where another copy was first, theirs stays. */
  async addKey(key: LogKeyDocument): Promise<void> {
    await this.keys.create(key).catch((error: unknown) => {
      if (!isDuplicate(error)) throw error
    })
  }
}

function bufferOf(bytes: Buffer): Buffer {
  return Buffer.from(bytesOf(bytes))
}
