import { beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  bytesOf,
  checkpointOf,
  edited,
  filesOf,
  findingOn,
  publishedLog,
  someEntries,
  type PublishedLog,
} from './builders.ts'
import { encodeBundle, leafHash } from './index.ts'

const SIZES = [100, 300, 520, 1000]
const honest = someEntries(1000)
const base = publishedLog(honest, SIZES)

const found = (name: string, note: string) => ({ name, note })

describe('a log that was tampered with', () => {
  let log: PublishedLog
  beforeEach(() => void (log = { files: new Map(base.files), checkpoints: [...base.checkpoints] }))

  const finding = (more: object = {}): Promise<string> => findingOn(log, more)
  /** Puts in place what a log of other entries would publish: all of it, or just some paths. */
  const replace = (entries: Uint8Array[], paths?: string[]): void => {
    const files = filesOf(entries)
    for (const path of paths ?? files.keys()) log.files.set(path, files.get(path)!)
  }
  const putBundle = (index: number, entries: Uint8Array[]): void =>
    void log.files.set(`tile/entries/00${index}`, Buffer.concat(entries.map((entry) => encodeBundle([entry]))))
  /** Signs what the log shows now: the operator does it, who has the key. */
  const resign = (entries: Uint8Array[]): void => void log.files.set('checkpoint', bytesOf(checkpointOf(entries)))

  describe('by an edit', () => {
    it('of an entry: it is that entry', async () => {
      replace(edited(400, honest), ['tile/entries/001'])
      expect(await finding()).toBe('leaf-differs 400 401')
    })

    it('of an entry, wherever it stands', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(999), async (index) => {
          log.files = new Map(base.files)
          const number = Math.floor(index / 256)
          replace(edited(index, honest), [`tile/entries/00${number}${number === 3 ? '.p/232' : ''}`])
          expect(await finding()).toBe(`leaf-differs ${index} ${index + 1}`)
        }),
        { numRuns: 40 },
      )
    })

    it('of a hash only: it is that entry', async () => {
      replace(edited(400, honest), ['tile/0/001'])
      expect(await finding()).toBe('leaf-differs 400 401')
    })

    it('of an entry and its hash: it is in that tile, after the last checkpoint', async () => {
      replace(edited(400, honest), ['tile/entries/001', 'tile/0/001'])
      expect(await finding()).toBe('tile-differs 300 512')
      expect(await finding({ checkpoints: [] })).toBe('tile-differs 256 512')
    })

    it('of an entry and its hash before a checkpoint in the same tile: it is before that', async () => {
      replace(edited(270, honest), ['tile/entries/001', 'tile/0/001'])
      expect(await finding()).toBe('tile-differs 256 300')
    })

    it('of a hash above, with entries that were signed', async () => {
      replace(edited(270, honest), ['tile/1/000.p/3'])
      log.checkpoints.push(found('at 512', checkpointOf(honest, 512)))
      expect(await finding()).toBe('tile-differs 256 512')
    })

    it('of an entry and all hashes: it is between two checkpoints', async () => {
      replace(edited(400, honest))
      expect(await finding()).toBe('root-differs 300 520 at 520')
      expect(await finding({ checkpoints: [] })).toBe('root-differs 0 1000 checkpoint')
    })

    it('of everything, signed again: a history was signed that others know otherwise', async () => {
      replace(edited(400, honest))
      resign(edited(400, honest))
      expect(await finding()).toBe('fork 300 520 at 520')
    })

    it('of everything, signed again, is seen by nobody who kept nothing', async () => {
      replace(edited(400, honest))
      resign(edited(400, honest))
      expect(await finding({ checkpoints: [] })).toBe('sound')
      expect(await finding({ checkpoints: [], expectHash: (index: number) => leafHash(honest[index]!) })).toBe(
        'entry-differs 400 401',
      )
    })
  })

  describe('by a drop, an insertion or another order', () => {
    it('of one entry in its bundle: it is where the entries begin to move', async () => {
      putBundle(1, honest.slice(256, 512).toSpliced(144, 1))
      expect(await finding()).toBe('leaf-differs 400 401')
      putBundle(1, honest.slice(256, 511))
      expect(await finding()).toBe('malformed-bundle 511 512')
      putBundle(1, honest.slice(256, 512).toSpliced(144, 0, bytesOf('never happened')))
      expect(await finding()).toBe('leaf-differs 400 401')
      putBundle(1, [...honest.slice(256, 512), bytesOf('never happened')])
      expect(await finding()).toBe('malformed-bundle 512 513')
      putBundle(1, [...honest.slice(256, 512)].with(144, honest[401]!).with(145, honest[400]!))
      expect(await finding()).toBe('leaf-differs 400 401')
    })

    it('of one entry in the whole log: it is between two checkpoints', async () => {
      replace(honest.toSpliced(400, 1))
      expect(await finding()).toBe('root-differs 300 520 at 520')
      resign(honest.toSpliced(400, 1))
      expect(await finding()).toBe('fork 300 520 at 520')
    })

    it('of one entry more in the whole log, signed again', async () => {
      const more = honest.toSpliced(400, 0, bytesOf('never happened'))
      replace(more)
      resign(more)
      expect(await finding()).toBe('fork 300 520 at 520')
    })

    it('of two entries far apart: it is the first', async () => {
      const swapped = honest.with(10, honest[700]!).with(700, honest[10]!)
      replace(swapped, ['tile/entries/000', 'tile/entries/002'])
      expect(await finding()).toBe('leaf-differs 10 11')
    })

    it('of whole bundles with their tiles', async () => {
      const swapped = [
        ...honest.slice(0, 256),
        ...honest.slice(512, 768),
        ...honest.slice(256, 512),
        ...honest.slice(768),
      ]
      replace(swapped, ['tile/entries/001', 'tile/0/001', 'tile/entries/002', 'tile/0/002'])
      expect(await finding({ checkpoints: [] })).toBe('tile-differs 256 512')
      expect(await finding()).toBe('tile-differs 256 300')
    })
  })

  describe('high up in its tree', () => {
    const many = someEntries(66_000)
    const published = publishedLog(many)
    const tampered = filesOf(edited(5, many))
    const late = filesOf(edited(65_540, many))
    const with_ = (files: Map<string, Uint8Array>, ...paths: string[]) => {
      log = { files: new Map(published.files), checkpoints: published.checkpoints }
      for (const path of paths) log.files.set(path, files.get(path)!)
    }

    it('is found where the tampering ended', async () => {
      with_(tampered, 'tile/entries/000', 'tile/0/000')
      expect(await finding()).toBe('tile-differs 0 256')
      with_(tampered, 'tile/entries/000', 'tile/0/000', 'tile/1/000')
      expect(await finding()).toBe('tile-differs 0 65536')
      with_(tampered, 'tile/entries/000', 'tile/0/000', 'tile/1/000', 'tile/2/000.p/1')
      expect(await finding()).toBe('root-differs 0 66000 checkpoint')
      with_(late, 'tile/entries/256', 'tile/0/256')
      expect(await finding()).toBe('tile-differs 65536 65792')
      with_(tampered, 'tile/1/000')
      expect(await finding()).toBe('tile-differs 0 256')
      with_(tampered, 'tile/2/000.p/1')
      expect(await finding()).toBe('tile-differs 0 65536')
    })

    it('is found between checkpoints first', async () => {
      with_(tampered, 'tile/entries/000', 'tile/0/000', 'tile/1/000')
      log.checkpoints = [found('at 2', checkpointOf(many, 2)), found('at 900', checkpointOf(many, 900))]
      expect(await finding()).toBe('tile-differs 2 900')
      with_(tampered, 'tile/entries/000', 'tile/0/000')
      log.checkpoints = [found('at 2', checkpointOf(many, 2)), found('at 900', checkpointOf(many, 900))]
      expect(await finding()).toBe('tile-differs 2 256')
    })

    it('is found with what was signed when more is wrong further on', async () => {
      with_(tampered, 'tile/entries/000', 'tile/0/000', 'tile/1/000', 'tile/2/000.p/1')
      log.checkpoints = [found('at 900', checkpointOf(many, 900))]
      log.files.delete('tile/entries/100')
      expect(await finding()).toBe('root-differs 0 900 at 900')
    })
  })
})
