import { newChildId, type AppendEntry } from '@contactpoint/contracts'
import { MasterKey } from '@contactpoint/runtime'
import { asAdministrator, aService, asService, settingsIn, startTestStack, type TestStack } from '@contactpoint/testing'
import { leafHash } from '@contactpoint/tamper-log'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { INestApplicationContext } from '@nestjs/common'
import { randomInt, randomUUID } from 'node:crypto'
import { audit } from '../app.module.ts'
import { publishedBytes } from './ledger.rules.ts'
import { LedgerService } from './ledger.service.ts'

let stack: TestStack
let copy: INestApplicationContext
let ledger: LedgerService
let bus: Awaited<ReturnType<typeof asService>>
let databases: Awaited<ReturnType<typeof asAdministrator>>
let masterKey: MasterKey

beforeAll(async () => {
  // Started for its own provisioning; what is tested is a second copy on its store, in this process.
  stack = await startTestStack({ apps: ['audit'] })
  await stack.children.get('audit')!.stop()
  databases = await asAdministrator(stack)
  bus = await asService(stack, 'audit')
  masterKey = new MasterKey(stack.secrets.masterKey)
  copy = await aService(audit, { settings: settingsIn(stack, 'audit'), connection: bus.connection })
  ledger = copy.get(LedgerService, { strict: false })
})

afterAll(async () => {
  await copy?.close()
  await bus?.connection.close()
  await databases?.close()
  await stack?.remove()
})

const particulars = { criteria: { familyName: 'Harrowgate' }, caseReference: 'CASE-77' }
const anEntry = (...childIds: string[]): AppendEntry => ({
  entryId: randomUUID(),
  caller: { personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
  action: 'search',
  outcome: 'shown',
  reason: 'assessment',
  children: childIds.map((childId) => ({ childId, shown: 'full' })),
  particulars,
})
const aChild = () => newChildId(randomInt)
const indicesOf = async (childId: string) => (await ledger.find({ childId }, 10)).map(({ entry }) => entry.index)
const raw = async (collection: string): Promise<Buffer> => {
  const documents = await databases.db('audit').collection(collection).find({}, { raw: true }).toArray()
  return Buffer.concat(documents.map((document) => Buffer.from(document as unknown as Uint8Array)))
}

describe('a child whose retention has ended', () => {
  it('is gone from every entry, with the criteria of searches that showed it; others of the same search stay', async () => {
    const [gone, other] = [aChild(), aChild()]
    const entries = [anEntry(gone), anEntry(gone, other), anEntry(other)]
    const receipts = []
    for (const entry of entries) receipts.push(await ledger.append(entry))
    expect(await ledger.forget({ childId: gone })).toMatchObject({ wasKnown: true })

    expect(await indicesOf(gone)).toEqual([])
    const log = await Promise.all(receipts.map(({ index }) => ledger.findAt(index)))
    const said = log.map((found) => [...found!.parts, found!.particulars].map((piece) => piece?.text ?? null))
    const ofOther = JSON.stringify({ childId: other, shown: 'full' })
    expect(said).toEqual([
      [null, null],
      [null, ofOther, null],
      [ofOther, JSON.stringify(particulars)],
    ])
    const hashes = log.map((found) => Buffer.from(leafHash(publishedBytes(found!.entry))).toString('hex'))
    expect(hashes).toEqual(receipts.map((receipt) => receipt.leafHash))
  })

  it('cannot be found by its number in the database any more, not even with the master key', async () => {
    const childId = aChild()
    await ledger.append(anEntry(childId))
    const [key] = await databases.db('audit').collection('part_keys').find({}).sort({ createdAt: -1 }).toArray()
    expect(key!.subject).toBe(masterKey.pseudonym('audit/part-key-subject', childId))
    await ledger.forget({ childId })
    const all = Buffer.concat([await raw('entries'), await raw('part_keys')])
    expect(all.includes(key!.subject as string)).toBe(false)
    expect(all.includes((key!.wrapped as { buffer: Buffer }).buffer)).toBe(false)
  })

  it('gets another key when it is asked about again, and what was said before stays destroyed', async () => {
    const childId = aChild()
    await ledger.append(anEntry(childId))
    await Promise.all([
      ledger.forget({ childId }),
      ...Array.from({ length: 20 }, () => ledger.append(anEntry(aChild()))),
    ])
    const { index } = await ledger.append(anEntry(childId))
    expect(await indicesOf(childId)).toEqual([index])
    expect(await ledger.forget({ childId })).toMatchObject({ wasKnown: true })
    expect(await ledger.forget({ childId })).toMatchObject({ wasKnown: false })
  })

  it('is destroyed for good: however entries about it race with forgetting it, none made before can be opened', async () => {
    for (let round = 0; round < 20; round++) {
      const childId = aChild()
      const before = await ledger.append(anEntry(childId))
      const racing = Array.from({ length: 5 }, () => ledger.append(anEntry(childId)))
      await ledger.forget({ childId })
      await Promise.all(racing)
      expect((await ledger.findAt(before.index))!.parts).toEqual([null])
      const after = await ledger.append(anEntry(childId))
      expect(await indicesOf(childId)).toContain(after.index)
    }
  })

  it('is forgotten by an entry that does not say which child', async () => {
    const { receipt } = await ledger.forget({ childId: aChild() })
    const erasure = await ledger.findAt(receipt.index)
    expect(erasure).toMatchObject({ entry: { action: 'erasure', outcome: 'done' }, parts: [], particulars: null })
  })
})
