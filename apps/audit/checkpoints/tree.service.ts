import { AUDIT_LOG } from '@contactpoint/contracts'
import { Injectable } from '@nestjs/common'
import { encodeBundle, TILE_WIDTH, tileIn, tileRoot, tilesOf, type Tile } from '@contactpoint/tamper-log'
import { publishedBytes } from '../ledger/ledger.rules.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import type { TileDocument } from './checkpoints.schema.ts'
import { TilesRepository } from './tiles.repository.ts'

/** What is stored is less than what was signed. */
export class NotSoLong extends Error {}

/** The tree over the log in tiles: full ones as they were stored, partial ones as they are asked for. */
@Injectable()
export class TreeService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly tiles: TilesRepository,
  ) {}

  /** @throws NotSoLong */
  async readTile(tile: Tile): Promise<Uint8Array> {
    const stored = tile.width === TILE_WIDTH ? await this.tiles.find(AUDIT_LOG, tile.level, tile.index) : null
    return stored ?? this.makeTile(tile)
  }

  /** Entries as the log publishes them, made from what is stored now. @throws NotSoLong */
  async readBundle(index: number, width: number): Promise<Uint8Array> {
    const entries = await this.ledger.storedFrom(index * TILE_WIDTH, width)
    if (entries.length !== width) throw new NotSoLong('The log is shorter than its checkpoint')
    return encodeBundle(entries.map(publishedBytes))
  }

  /** Stores the tiles that are full at a size and were not at an earlier one, lower levels first. */
  async store(size: number, since: number): Promise<void> {
    const full = [...tilesOf(size, since)].filter(({ width }) => width === TILE_WIDTH)
    for (const level of new Set(full.map((tile) => tile.level))) {
      const documents: TileDocument[] = []
      for (const tile of full.filter((one) => one.level === level)) {
        const bytes = Buffer.from(await this.makeTile(tile))
        documents.push({ log: AUDIT_LOG, level, index: tile.index, bytes, root: Buffer.from(tileRoot(bytes)) })
      }
      await this.tiles.add(documents)
    }
  }

  /** Whether a tree of that size has this tile, full or as wide. */
  has(size: number, { level, index, width }: Tile): boolean {
    return (tileIn(size, level, index)?.width ?? 0) >= width
  }

  private async makeTile({ level, index, width }: Tile): Promise<Uint8Array> {
    const first = index * TILE_WIDTH
    const hashes =
      level === 0
        ? await this.ledger.leafHashesFrom(first, width)
        : await this.tiles.findRoots(AUDIT_LOG, level - 1, first, width)
    if (hashes.length !== width) throw new NotSoLong('The tree is smaller than its checkpoint')
    return Buffer.concat(hashes)
  }
}
