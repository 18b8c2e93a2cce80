import {
  bundlePath,
  CompactRange,
  encodeBundle,
  leafHash,
  NoteSigner,
  signCheckpoint,
  TILE_WIDTH,
  tilePath,
  tileRoot,
} from '@contactpoint/tamper-log'
import { hash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Writes a log of so many made-up entries of 32 bytes as `log export` would, with its key beside it. */
export async function makeLog(folder: string, size: number): Promise<void> {
  const signer = new NoteSigner('bench.localhost/made', Buffer.alloc(32, 7))
  const range = new CompactRange()
  const levels: Uint8Array[][] = []
  const add = async (level: number, hashes: Uint8Array): Promise<void> => {
    const row = (levels[level] ??= [])
    row.push(hashes)
    if (row.length % TILE_WIDTH !== 0) return
    const tile = Buffer.concat(row.slice(-TILE_WIDTH))
    await write(folder, tilePath({ level, index: row.length / TILE_WIDTH - 1, width: TILE_WIDTH }), tile)
    await add(level + 1, tileRoot(tile))
  }
  for (let first = 0; first < size; first += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - first)
    const entries = Array.from({ length: width }, (_, n) => hash('sha256', `entry ${first + n}`, 'buffer'))
    await write(folder, bundlePath(first / TILE_WIDTH, width), encodeBundle(entries))
    for (const entry of entries) {
      range.append(leafHash(entry))
      await add(0, leafHash(entry))
    }
  }
  for (const [level, row] of levels.entries()) {
    const rest = row.slice(row.length - (row.length % TILE_WIDTH))
    const index = Math.floor(row.length / TILE_WIDTH)
    if (rest.length > 0) await write(folder, tilePath({ level, index, width: rest.length }), Buffer.concat(rest))
  }
  await write(folder, 'checkpoint', signCheckpoint({ origin: signer.name, size, root: range.root() }, signer))
  await write(folder, 'log.vkey', `${signer.vkey}\n`)
}

async function write(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), content)
}
