import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  aSigner,
  bytesOf,
  checkpointOf,
  edited,
  filesOf,
  findingOn,
  naiveRoot,
  ORIGIN,
  publishedLog,
  someEntries,
  TileShelf,
  verdictOn,
  type PublishedLog,
} from './builders.ts'
import { consistencyProof, leafHash, signCheckpoint, verifyConsistency } from './index.ts'

const honest = someEntries(1000)
const base = publishedLog(honest, [100, 300, 520, 1000])
const found = (name: string, note: string) => ({ name, note })

describe('an operator who has the key is seen', () => {
  let log: PublishedLog
  beforeEach(() => void (log = { files: new Map(base.files), checkpoints: [...base.checkpoints] }))
  const finding = (): Promise<string> => findingOn(log)

  describe('by leaving out its end', () => {
    it('under an earlier checkpoint', async () => {
      log.files = new Map([...filesOf(honest.slice(0, 520)), ['checkpoint', bytesOf(checkpointOf(honest, 520))]])
      expect(await finding()).toBe('truncated 520 1000 at 1000')
    })

    it('under a new checkpoint of a size that was never signed', async () => {
      log.files = new Map([...filesOf(honest.slice(0, 600)), ['checkpoint', bytesOf(checkpointOf(honest, 600))]])
      expect(await finding()).toBe('truncated 600 1000 at 1000')
    })

    it('and writing another', async () => {
      const other = edited(700, honest)
      for (const [path, bytes] of filesOf(other)) log.files.set(path, bytes)
      log.files.set('checkpoint', bytesOf(checkpointOf(honest, 520)))
      expect(await finding()).toBe('truncated 520 1000 at 1000')
    })

    it('under its true checkpoint', async () => {
      log.files = new Map([...filesOf(honest.slice(0, 600)), ['checkpoint', base.files.get('checkpoint')!]])
      expect(await finding()).toBe('missing-tile 512 768')
    })

    it('only in its checkpoint, which is stale', async () => {
      log.files.set('checkpoint', bytesOf(checkpointOf(honest, 520)))
      expect(await finding()).toBe('stale-checkpoint 520 1000 at 1000')
    })
  })

  describe('by showing two histories', () => {
    it('of one size', async () => {
      log.checkpoints.push(found('other', checkpointOf(edited(450, honest), 520)))
      expect(await finding()).toBe('fork 300 520 other')
      log.checkpoints.reverse()
      expect(await finding()).toBe('fork 300 520 other')
    })

    it('of the size that the log has now', async () => {
      log.checkpoints.push(found('other', checkpointOf(edited(999, honest))))
      expect(await finding()).toBe('fork 520 1000 other')
    })

    it('of different sizes', async () => {
      log.checkpoints.push(found('other', checkpointOf(edited(450, honest), 700)))
      expect(await finding()).toBe('fork 520 700 other')
    })

    it('of one size that the log does not show yet', async () => {
      const more = someEntries(1200)
      log.checkpoints.push(
        found('one', checkpointOf(more, 1100)),
        found('other', checkpointOf(edited(450, more), 1100)),
      )
      expect(await finding()).toBe('fork 1000 1100 one')
    })

    it('of no entries at all', async () => {
      const note = signCheckpoint({ origin: ORIGIN, size: 0, root: leafHash(honest[0]!) }, aSigner())
      log.checkpoints.push(found('other', note))
      expect(await finding()).toBe('fork 0 0 other')
    })

    it('whose links are not all compared: what is proven from first to last says nothing of the one between', async () => {
      const other = edited(450, honest)
      const rootOf = (entries: Uint8Array[], size: number) => naiveRoot(entries.slice(0, size).map(leafHash))
      const [first, between, last] = [rootOf(honest, 300), rootOf(other, 520), rootOf(honest, 1000)]
      const shelves = [honest, other].map((entries) => new TileShelf(entries.map(leafHash)))
      const proofs = (from: number, to: number) =>
        Promise.all(shelves.map(({ read }) => consistencyProof(from, to, read)))
      const claim = { from: 300, fromRoot: first, to: 1000, toRoot: last }
      const upTo = { from: 300, fromRoot: first, to: 520, toRoot: between }
      const after = { from: 520, fromRoot: between, to: 1000, toRoot: last }
      const holding = async (link: typeof claim) =>
        (await proofs(link.from, link.to)).filter((proof) => verifyConsistency({ ...link, proof })).length
      expect(await holding(claim)).toBe(1)
      expect(await holding(upTo)).toBe(1)
      expect(await holding(after)).toBe(0)
      log.checkpoints = [found('first', checkpointOf(honest, 300)), found('between', checkpointOf(other, 520))]
      expect(await finding()).toBe('fork 300 520 between')
    })
  })

  describe('by a checkpoint', () => {
    const sign = (origin: string, signer = aSigner()) =>
      signCheckpoint({ origin, size: 1000, root: naiveRoot(honest.map(leafHash)) }, signer)

    it('of another log', async () => {
      log.files.set('checkpoint', bytesOf(sign('another.example/log')))
      expect(await finding()).toBe('bad-checkpoint 0 0 checkpoint wrong-origin')
    })

    it('of another key, also under the same name', async () => {
      log.files.set('checkpoint', bytesOf(sign(ORIGIN, aSigner(2))))
      expect(await finding()).toBe('bad-checkpoint 0 0 checkpoint unknown-key')
    })

    it('whose signature is of another text', async () => {
      const note = checkpointOf(honest).replace('\n1000\n', '\n999\n')
      log.files.set('checkpoint', bytesOf(note))
      expect(await finding()).toBe('bad-checkpoint 0 0 checkpoint bad-signature')
    })

    it('among those found elsewhere: it is named', async () => {
      log.checkpoints.push(found('backup', sign('another.example/log')))
      expect(await finding()).toBe('bad-checkpoint 0 0 backup wrong-origin')
      log.checkpoints.splice(0, Infinity, found('backup', 'nothing'))
      expect(await finding()).toBe('bad-checkpoint 0 0 backup malformed')
      expect(await verdictOn(log)).toMatchObject({ why: 'A checkpoint is missing, or cannot be believed: malformed.' })
    })
  })
})
