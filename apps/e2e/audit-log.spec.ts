import { ownCall, withCall, type Bus } from '@contactpoint/bus'
import { api, appendEntry, newChildId, type AppendEntry, type Receipt } from '@contactpoint/contracts'
import { adminUri, serviceUri } from '@contactpoint/stack'
import { anEntry as someEntry, asAdministrator, asService, sharedStack } from '@contactpoint/testing'
import type { ApiClient, RunningStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MongoClient, type Collection } from 'mongodb'
import { randomInt, randomUUID } from 'node:crypto'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { isReadyAgain } from './crashes.trip.ts'

let stack: RunningStack
let databases: MongoClient
let shielding: Awaited<ReturnType<typeof asService>>
let auditor: ApiClient

beforeAll(async () => {
  stack = await sharedStack()
  databases = await asAdministrator(stack)
  shielding = await asService(stack, 'shielding')
  auditor = await stack.signIn('auditor')
})

afterAll(async () => {
  await shielding?.connection.close()
  await databases?.close()
})

const aChildId = () => newChildId(randomInt)
const anEntry = (given: Partial<AppendEntry> = {}): AppendEntry => ({ ...someEntry(), ...given })

const ask = (bus: Bus, entry: AppendEntry): Promise<Receipt> =>
  withCall(ownCall(2_000), () => bus.ask(appendEntry, entry))

/** As shielding does: the same entry again until there is a receipt. */
async function append(entry: AppendEntry): Promise<Receipt> {
  for (;;) {
    const receipt = await ask(shielding.bus, entry).catch(() => null)
    if (receipt) return receipt
    await sleep(50)
  }
}

interface Enquiry {
  entries: { index: number; personId: string; action: string; childIds: string[] }[]
  next: number | null
  receipt: Receipt
}
const enquire = (question: object) => auditor.post<Enquiry>(api.audit.enquire.path, question)

describe('the audit service, killed with -9 in the middle of appends (I2, I9)', () => {
  it.each([
    ['alone', ['audit']],
    ['and its database in the same moment', ['audit', 'mongo']],
  ])(
    '%s: has every entry it gave a receipt for, at the place it said, without a gap or a place twice',
    async (_who, killed) => {
      const receipts = new Map<string, Receipt>()
      const restarts = (await stack.now()).restarts[killed.at(-1)!]!
      const work = Array.from({ length: 400 }, () => anEntry())
      const worker = async (): Promise<void> => {
        for (let entry = work.pop(); entry; entry = work.pop()) receipts.set(entry.entryId, await append(entry))
      }
      const workers = Promise.all(Array.from({ length: 30 }, worker))
      while (receipts.size < 150) await nextTurn()
      await Promise.all(killed.map((name) => stack.kill(name)))
      await workers
      expect((await stack.now()).restarts[killed.at(-1)!]).toBeGreaterThan(restarts)
      const log = await databases.db('audit').collection('entries').find().sort({ index: 1 }).toArray()
      expect(log.map(({ index }) => index)).toEqual(log.map((_, n) => n))
      const own = log.filter(({ _id }) => receipts.has(String(_id)))
      const written = own.map(({ _id, log: name, index, leafHash }) => [String(_id), { log: name, index, leafHash }])
      expect(Object.fromEntries(written)).toEqual(Object.fromEntries(receipts))
      expect(await isReadyAgain(stack)).toBe(true)
    },
  )
})

describe("the audit service's own database user (I9)", () => {
  let client: MongoClient
  let entries: Collection

  beforeAll(async () => {
    const { mongoPort } = stack.address
    const uri = serviceUri(adminUri(mongoPort, stack.secrets), 'audit', stack.secrets.storePasswords.audit)
    client = await MongoClient.connect(uri)
    entries = client.db('audit').collection('entries')
  })
  afterAll(() => client?.close())

  it('may find', async () => {
    expect(await entries.countDocuments({ index: 0 })).toBe(1)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['change an entry', () => entries.updateOne({ index: 0 }, { $set: { personId: 'x' } })],
    ['replace an entry', () => entries.replaceOne({ index: 0 }, {})],
    ['change one that it finds', () => entries.findOneAndUpdate({ index: 0 }, { $set: { personId: 'x' } })],
    [
      'insert by way of a change',
      () => entries.updateOne({ index: -1 }, { $set: { personId: 'x' } }, { upsert: true }),
    ],
    ['delete an entry', () => entries.deleteOne({ index: 0 })],
    ['delete all', () => entries.deleteMany({})],
    ['write over it from a query', () => entries.aggregate([{ $match: {} }, { $out: 'entries' }]).toArray()],
    ['merge into it', () => entries.aggregate([{ $merge: { into: 'entries', whenMatched: 'replace' } }]).toArray()],
    ['drop the log', () => entries.drop()],
    ['rename the log', () => entries.rename('other')],
    ['drop the database', () => client.db('audit').dropDatabase()],
    ['make a collection', () => client.db('audit').createCollection('other')],
    ['make one by inserting', () => client.db('audit').collection('other').insertOne({})],
    ['make an index', () => entries.createIndex({ time: 1 }, { expireAfterSeconds: 1 })],
    ['drop the index that keeps places unique', () => entries.dropIndex('log_1_index_1')],
    ['change the rules of the log', () => client.db('audit').command({ collMod: 'entries', validator: {} })],
    ['cap the log', () => client.db('audit').command({ convertToCapped: 'entries', size: 1 })],
    ['make a user', () => client.db('audit').command({ createUser: 'x', pwd: 'x', roles: ['dbOwner'] })],
    ['give itself a role', () => client.db('audit').command({ grantRolesToUser: 'audit', roles: ['dbOwner'] })],
    [
      'change a checkpoint',
      () =>
        client
          .db('audit')
          .collection('checkpoints')
          .updateOne({}, { $set: { size: 0 } }),
    ],
    ['take back a checkpoint', () => client.db('audit').collection('checkpoints').deleteOne({})],
    [
      'change a tile',
      () =>
        client
          .db('audit')
          .collection('tiles')
          .updateOne({}, { $set: { level: 9 } }),
    ],
    [
      'change the key of the log',
      () =>
        client
          .db('audit')
          .collection('log_keys')
          .updateOne({}, { $set: { vkey: '' } }),
    ],
    [
      "change a child's key",
      () =>
        client
          .db('audit')
          .collection('part_keys')
          .updateOne({}, { $set: { subject: '' } }),
    ],
    ['read the directory', () => client.db('directory').collection('children').findOne()],
  ])('may not %s', async (_what, attempt) => {
    await expect(attempt()).rejects.toMatchObject({ code: 13 })
  })
})

describe('an enquiry into the log', () => {
  it('says who saw a child: ids and facts of each access, newest first, and none of its details', async () => {
    const childId = aChildId()
    const [first, second] = [anEntry(), anEntry({ action: 'search' })].map((entry) => ({
      ...entry,
      children: [{ childId, shown: 'full' as const }],
    }))
    const receipts = [await append(first!), await append(second!)]
    const { status, body } = await enquire({ childId })
    expect(status).toBe(200)
    expect(body.entries).toEqual(
      [second!, first!].map(({ caller, action, outcome, reason }, n) => ({
        ...caller,
        trace: null,
        policy: null,
        signals: [],
        ...{
          action,
          outcome,
          reason,
          childIds: [childId],
          forgotten: 0,
          index: receipts[1 - n]!.index,
          time: expect.any(String),
        },
      })),
    )
    expect(JSON.stringify(body)).not.toContain('CASE-77')
  })

  it('is an entry itself, about the child and by the auditor, before it is answered (AC-23)', async () => {
    const childId = aChildId()
    const { body } = await enquire({ childId })
    expect(body.entries).toEqual([])
    const again = await enquire({ childId })
    expect(again.body.entries).toMatchObject([
      { index: body.receipt.index, action: 'enquiry', personId: auditor.personId },
    ])
    const own = await enquire({ personId: auditor.personId, limit: 2 })
    expect(own.body.entries.map(({ index }) => index)).toEqual([again.body.receipt.index, body.receipt.index])
  })

  it('comes in pages that together are everything, once', async () => {
    const personId = randomUUID()
    const caller = { personId, role: 'practitioner', organisation: 'Leeds' }
    const made = await Promise.all(Array.from({ length: 7 }, () => append(anEntry({ caller }))))
    const pages: Enquiry[] = []
    for (let before: number | null | undefined; before !== null; before = pages.at(-1)!.next)
      pages.push((await enquire({ personId, limit: 3, ...(before !== undefined && { before }) })).body)
    expect(pages.map(({ entries }) => entries.length)).toEqual([3, 3, 1])
    const newestFirst = made.map(({ index }) => index).sort((a, b) => b - a)
    expect(pages.flatMap(({ entries }) => entries.map(({ index }) => index))).toEqual(newestFirst)
  })

  it('keeps to a period, both days included', async () => {
    const childId = aChildId()
    await append(anEntry({ children: [{ childId, shown: 'full' }] }))
    const day = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
    const found = async (period: object) =>
      (await enquire({ childId, ...period })).body.entries.filter(({ action }) => action !== 'enquiry').length
    expect(await found({ from: day(-1), to: day(1) })).toBe(1)
    expect(await found({ to: day(-1) })).toBe(0)
    expect(await found({ from: day(1) })).toBe(0)
  })

  it('says what an organisation did, and keeps to a reason', async () => {
    const organisation = `Org ${randomUUID().slice(0, 8)}`
    const caller = { personId: 'p-1', role: 'practitioner', organisation }
    const [first, second] = [anEntry({ caller }), anEntry({ caller, reason: 'transition' })]
    const indices = [(await append(first)).index, (await append(second)).index]
    const found = async (question: object) => (await enquire(question)).body.entries.map(({ index }) => index)
    expect(await found({ organisation })).toEqual([indices[1], indices[0]])
    expect(await found({ organisation, reason: 'transition' })).toEqual([indices[1]])
    expect(await found({ organisation, reason: 'data-quality' })).toEqual([])
  })

  it('asks for a child, a person or an organisation, one of the three, and is for auditors only', async () => {
    const wrong = [
      {},
      { childId: aChildId(), personId: 'p-1' },
      { personId: 'p-1', organisation: 'Leeds' },
      { childId: 'x' },
      { personId: { $ne: '' } },
      { organisation: { $ne: '' } },
      { personId: 'p-1', reason: 'curiosity' },
    ]
    for (const question of wrong) expect((await enquire(question)).status).toBe(400)
    const practitioner = await stack.signIn('practitioner')
    expect((await practitioner.post(api.audit.enquire.path, { childId: aChildId() })).status).toBe(403)
  })
})
