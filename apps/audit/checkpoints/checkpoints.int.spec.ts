import type { AppendEntry } from '@contactpoint/contracts'
import {
  CompactRange,
  inclusionProof,
  leafHash,
  openCheckpoint,
  signCheckpoint,
  tilesOf,
  verifyInclusion,
} from '@contactpoint/tamper-log'
import { asAdministrator, aService, asService, settingsIn, startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { INestApplicationContext } from '@nestjs/common'
import { randomUUID } from 'node:crypto'
import { audit } from '../app.module.ts'
import { publishedBytes } from '../ledger/ledger.rules.ts'
import { LedgerService } from '../ledger/ledger.service.ts'
import type { CheckpointDocument } from './checkpoints.schema.ts'
import { CheckpointsService } from './checkpoints.service.ts'
import { LogSignerService } from './log-signer.service.ts'
import { TreeService } from './tree.service.ts'

const ORIGIN = 'log.example/england'

let stack: TestStack
let bus: Awaited<ReturnType<typeof asService>>
let databases: Awaited<ReturnType<typeof asAdministrator>>
const copies: INestApplicationContext[] = []

beforeAll(async () => {
  // Started for its own provisioning; what is tested are further copies on its store, in this process.
  stack = await startTestStack({ apps: ['audit'], settings: { audit: { LOG_HOST: 'log.example' } } })
  await stack.children.get('audit')!.stop()
  databases = await asAdministrator(stack)
  bus = await asService(stack, 'audit')
})

afterEach(async () => {
  for (const copy of copies.splice(0)) await copy.close()
})

afterAll(async () => {
  await bus?.connection.close()
  await databases?.close()
  await stack?.remove()
})

async function aCopy(origin = ORIGIN) {
  const settings = { ...settingsIn(stack, 'audit'), logHost: origin.split('/')[0]! }
  const copy = await aService(audit, { settings, connection: bus.connection })
  copies.push(copy)
  const get = <T>(service: new (...given: never[]) => T): T => copy.get(service, { strict: false })
  const [ledger, checkpoints] = [get(LedgerService), get(CheckpointsService)]
  // Rounds are run by hand here, not by the clock.
  await checkpoints.onModuleDestroy()
  return {
    ledger,
    checkpoints,
    signer: get(LogSignerService),
    tree: get(TreeService),
    integrate: () => checkpoints.integrate(() => true),
  }
}

const anEntry = (): AppendEntry => ({
  entryId: randomUUID(),
  caller: { personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
  action: 'search',
  outcome: 'not-found',
  reason: 'assessment',
  children: [],
  particulars: { criteria: { familyName: 'Harrowgate' } },
})
const append = (ledger: LedgerService, count: number) =>
  Promise.all(Array.from({ length: count }, () => ledger.append(anEntry())))
function otherTree(size: number): Pick<CheckpointDocument, 'root' | 'hashes'> {
  const range = new CompactRange()
  for (let n = 0; n < size; n++) range.append(Buffer.alloc(32, 9))
  return { root: Buffer.from(range.root()), hashes: range.hashes.map((hash) => Buffer.from(hash)) }
}
const collection = () => databases.db('audit').collection<CheckpointDocument>('checkpoints')

describe('the tree over the log', () => {
  it('takes in every entry, whatever sizes it grows by; each tile and proof is that of what is stored', async () => {
    const { ledger, checkpoints, signer, tree, integrate } = await aCopy()
    await integrate()
    for (const count of [1, 2, 250, 3, 0, 300, 44]) {
      await append(ledger, count)
      await integrate()
    }
    const { size, root, note } = (await checkpoints.latest())!
    const stored = await ledger.storedFrom(0, 1_000)
    expect(size).toBe(stored.length)
    const { verifier } = await signer.get()
    expect(openCheckpoint(note, { origin: ORIGIN, verifiers: [verifier] })).toMatchObject({ size })
    const range = new CompactRange()
    for (const entry of stored) range.append(leafHash(publishedBytes(entry)))
    expect(Buffer.from(range.root())).toEqual(root)
    for (const tile of tilesOf(size)) expect((await tree.readTile(tile)).length).toBe(tile.width * 32)
    for (const index of [0, 255, 256, size - 1]) {
      const proof = await inclusionProof(index, size, (tile) => tree.readTile(tile))
      const hash = leafHash(publishedBytes(stored[index]!))
      expect(verifyInclusion({ leafHash: hash, index, size, proof, root })).toBe(true)
    }
  })

  it('is signed once at each size, however many copies take in at the same moment', async () => {
    const three = [await aCopy(), await aCopy(), await aCopy()]
    for (let round = 0; round < 5; round++) {
      await append(three[0]!.ledger, 40)
      await Promise.all(three.map(({ integrate }) => integrate()))
    }
    const all = await collection().find().sort({ size: 1 }).toArray()
    expect(new Set(all.map(({ size }) => size)).size).toBe(all.length)
    const range = new CompactRange()
    for (const { size, root } of all) {
      for (const hash of await three[0]!.ledger.leafHashesFrom(range.size, size - range.size)) range.append(hash)
      expect(Buffer.from((root as unknown as { buffer: Buffer }).buffer)).toEqual(Buffer.from(range.root()))
    }
  })

  it('is not signed for under another name than it was begun with', async () => {
    const { integrate } = await aCopy('other.example/england')
    await expect(integrate()).rejects.toThrow(/begun under another LOG_HOST/)
  })
})

describe('nothing is signed on top of', () => {
  const altering = async (change: (last: CheckpointDocument) => Partial<CheckpointDocument>) => {
    const { ledger, integrate } = await aCopy()
    await integrate()
    const last = (await collection().find().sort({ size: -1 }).next())!
    const { size } = last
    await append(ledger, 3)
    await collection().updateOne({ size }, { $set: change(last) })
    // By a copy that has seen nothing yet, and has only the checkpoint itself to go by.
    const other = await aCopy()
    const outcome = await other.integrate().then(
      () => 'signed',
      ({ message }: Error) => message,
    )
    await collection().updateOne({ size }, { $set: last })
    await integrate()
    return outcome
  }

  it.each<[string, (last: CheckpointDocument) => Partial<CheckpointDocument>]>([
    ['a root that is not the one that was signed', () => ({ root: Buffer.alloc(32, 1) })],
    ['hashes that do not make the root', ({ hashes }) => ({ hashes: hashes.map(() => Buffer.alloc(32, 1)) })],
    ['a tree that is whole, but not the one in the note', ({ size }) => otherTree(size)],
    ['a note that somebody else signed', ({ note }) => ({ note: note.replace(/— .*/, '— log.example/england AAAA') })],
  ])('%s', async (_what, change) => {
    expect(await altering(change)).toMatch(/was altered|note is refused/)
  })

  it('a log that says less than it said before', async () => {
    const { ledger, checkpoints, integrate } = await aCopy()
    await append(ledger, 5)
    await integrate()
    const last = (await checkpoints.latest())!
    await collection().deleteOne({ size: last.size })
    await expect(integrate()).rejects.toThrow(/less than it said before/)
    expect((await checkpoints.latest())!.size).toBeLessThan(last.size)
    await collection().insertOne(last)
  })

  it('another history of the same size, though it is signed with the key', async () => {
    const { ledger, checkpoints, signer, integrate } = await aCopy()
    await append(ledger, 5)
    await integrate()
    const { size, note } = (await checkpoints.latest())!
    const { root, hashes } = otherTree(size)
    const forged = signCheckpoint({ origin: ORIGIN, size, root }, await signer.get())
    const before = (await collection().findOne({ size }))!
    await collection().updateOne({ size }, { $set: { root, hashes, note: forged } })
    await append(ledger, 1)
    await expect(integrate()).rejects.toThrow(/less than it said before/)
    await collection().replaceOne({ size }, { ...before, note })
  })
})
