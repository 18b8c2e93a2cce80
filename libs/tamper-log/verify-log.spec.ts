import { describe, expect, it } from '@jest/globals'
import { bytesOf, checkpointOf, filesOf, naiveRoot, publishedLog, someEntries, toHex, verdictOn } from './builders.ts'
import { leafHash, type FoundCheckpoint } from './index.ts'

const entries = someEntries(1000)
const published = publishedLog(entries, [100, 300, 520, 1000])

async function* arriving(found: FoundCheckpoint[]): AsyncGenerator<FoundCheckpoint> {
  yield* found
}

describe('the verification of a whole log', () => {
  it('finds a sound log sound, of any shape', async () => {
    const many = someEntries(66_000)
    for (const size of [0, 1, 2, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, 66_000]) {
      const verdict = await verdictOn(publishedLog(many.slice(0, size)))
      const root = toHex(naiveRoot(many.slice(0, size).map(leafHash)))
      expect({ ...verdict, root: verdict.ok && toHex(verdict.root) }).toEqual({ ok: true, size, root, checkpoints: 2 })
    }
  })

  it('compares every checkpoint it is given, in whatever order they come', async () => {
    expect(await verdictOn(published)).toMatchObject({ ok: true, size: 1000, checkpoints: 5 })
    const more = Array.from({ length: 1001 }, (_, size) => ({ name: `${size}`, note: checkpointOf(entries, size) }))
    const found = [...more.reverse(), ...published.checkpoints]
    expect(await verdictOn(published, { checkpoints: arriving(found) })).toMatchObject({ ok: true, checkpoints: 1006 })
    expect(await verdictOn(published, { checkpoints: [] })).toMatchObject({ ok: true, checkpoints: 1 })
  })

  it('takes full tiles and bundles where partial ones were, as these may be dropped', async () => {
    const log = publishedLog(entries.slice(0, 300))
    const later = filesOf(someEntries(600))
    for (const path of ['tile/0/001.p/44', 'tile/entries/001.p/44']) log.files.delete(path)
    for (const path of ['tile/0/001', 'tile/entries/001']) log.files.set(path, later.get(path)!)
    expect(await verdictOn(log)).toMatchObject({ ok: true, size: 300 })
  })

  it('compares entries whose hashes somebody else kept, and minds none that they did not keep', async () => {
    const kept = (index: number) => (index % 2 ? null : leafHash(entries[index]!))
    expect(await verdictOn(published, { expectHash: kept })).toMatchObject({ ok: true })
    const other = (index: number) => (index === 612 ? leafHash(bytesOf('other')) : kept(index))
    const verdict = { ok: false, index: 612, until: 613, code: 'entry-differs' }
    expect(await verdictOn(published, { expectHash: other })).toMatchObject(verdict)
  })

  it('reads everything once, and a little ahead only', async () => {
    const asked: string[] = []
    let most = 0
    const done: number[] = []
    const read = async (path: string) => {
      asked.push(path)
      most = Math.max(most, asked.filter((some) => some.startsWith('tile/0/')).length - done.length)
      return published.files.get(path) ?? null
    }
    expect(await verdictOn(published, { read, onProgress: (count) => done.push(count) })).toMatchObject({ ok: true })
    expect(done).toEqual([256, 512, 768, 1000])
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked.filter((path) => !published.files.has(path))).toEqual([])
    expect(most).toBe(3)
  })

  it('stops for nothing that is wrong with reading itself', async () => {
    const broken = new Error('disk')
    for (const path of ['checkpoint', 'tile/0/000', 'tile/entries/002', 'tile/1/000.p/3']) {
      const read = async (some: string) => {
        if (some === path) throw broken
        return published.files.get(some) ?? null
      }
      await expect(verdictOn(published, { read })).rejects.toBe(broken)
    }
  })

  it('says what is missing, or not what it should be', async () => {
    const without = async (path: string, bytes?: Uint8Array) => {
      const files = new Map(published.files)
      files.delete(path)
      if (bytes) files.set(path, bytes)
      const verdict = await verdictOn({ ...published, files })
      return verdict.ok ? 'sound' : `${verdict.code} ${verdict.index} ${verdict.until}`
    }
    expect(await without('checkpoint')).toBe('bad-checkpoint 0 0')
    expect(await without('checkpoint', bytesOf('nothing'))).toBe('bad-checkpoint 0 0')
    expect(await without('tile/entries/002')).toBe('missing-bundle 512 768')
    expect(await without('tile/entries/003.p/232')).toBe('missing-bundle 768 1000')
    expect(await without('tile/0/003.p/232')).toBe('missing-tile 768 1000')
    expect(await without('tile/0/001')).toBe('missing-tile 256 512')
    expect(await without('tile/1/000.p/3')).toBe('missing-tile 0 1000')
    for (const length of [0, 31, 8191, 8193, 231 * 32]) {
      expect(await without('tile/0/001', new Uint8Array(length))).toBe('malformed-tile 256 512')
      expect(await without('tile/0/003.p/232', new Uint8Array(length))).toBe('malformed-tile 768 1000')
      expect(await without('tile/1/000.p/3', new Uint8Array(length))).toBe('malformed-tile 0 1000')
    }
    const bundle = published.files.get('tile/entries/001')!
    expect(await without('tile/entries/001', new Uint8Array(0))).toBe('malformed-bundle 256 257')
    expect(await without('tile/entries/001', bundle.subarray(0, -1))).toBe('malformed-bundle 511 512')
    expect(await without('tile/entries/001', Uint8Array.of(...bundle, 0))).toBe('malformed-bundle 512 513')
  })
})
