import { Injectable } from '@nestjs/common'
import { bytesOf, isDuplicate, InjectCollection, insertAsIs } from '@contactpoint/mongo'
import type { Model } from 'mongoose'
import { tiles, type TileDocument } from './checkpoints.schema.ts'

@Injectable()
export class TilesRepository {
  constructor(@InjectCollection(tiles) private readonly tiles: Model<TileDocument>) {}

  /** Bytes of a full tile, when it was written. */
  async find(log: string, level: number, index: number): Promise<Uint8Array | null> {
    const found = await this.tiles.findOne({ log, level, index }, { bytes: 1 }).lean<TileDocument>()
    return found && bytesOf(found.bytes)
  }

  /** Roots of consecutive full tiles, in order. */
  async findRoots(log: string, level: number, index: number, count: number): Promise<Uint8Array[]> {
    const found = await this.tiles
      .find({ log, level, index: { $gte: index, $lt: index + count } }, { index: 1, root: 1 })
      .sort({ index: 1 })
      .lean<TileDocument[]>()
    return found.filter((tile, n) => tile.index === index + n).map(({ root }) => bytesOf(root))
  }

  /** Adds tiles; those that are there stay as they are. */
  async add(tiles: TileDocument[]): Promise<void> {
    if (tiles.length === 0) return
    try {
      await insertAsIs(this.tiles, tiles, { ordered: false })
    } catch (error) {
      if (!isDuplicate(error)) throw error
    }
  }
}
