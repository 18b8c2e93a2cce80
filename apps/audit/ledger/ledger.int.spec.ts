import type { Bus } from '@contactpoint/bus'
import { newChildId, type AppendEntry, type Receipt } from '@contactpoint/contracts'
import { Leases, modelOf, provisionStore, SAFE_CONCERNS } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { adminUri, eventually, serviceUri } from '@contactpoint/stack'
import { asAdministrator, startTestStack, type TestStack } from '@contactpoint/testing'
import { commitmentOf, leafHash } from '@contactpoint/tamper-log'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { randomInt, randomUUID } from 'node:crypto'
import { AuditConfig } from '../audit.config.ts'
import { LedgerRepository } from './ledger.repository.ts'
import { publishedBytes } from './ledger.rules.ts'
import { entries as entriesCollection, partKeys } from './ledger.schema.ts'
import type { EntryDocument, PartKeyDocument } from './ledger.schema.ts'
import { LedgerService } from './ledger.service.ts'
import { PartKeysRepository } from './part-keys.repository.ts'
import { PartKeysService } from './part-keys.service.ts'
import { SealingService } from './sealing.service.ts'
import { SequencerService } from './sequencer.service.ts'

let stack: TestStack
let databases: Awaited<ReturnType<typeof asAdministrator>>
let database: string
let made = 0
const connections: Connection[] = []
/** Of this test, those that run. */
let copies: LedgerService[] = []
const masterKey = new MasterKey(Buffer.alloc(32, 7).toString('base64'))

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  databases = await asAdministrator(stack)
})

beforeEach(async () => {
  ;[database, copies] = [`audit${(made += 1)}`, []]
  const plan = { database, collections: [entriesCollection, partKeys] }
  await provisionStore(adminUri(stack.address.mongoPort, stack.secrets), 'secret', plan)
})

afterAll(async () => {
  await Promise.all(connections.map((connection) => connection.close()))
  await databases?.close()
  await stack?.remove()
})

/** What NATS does for copies of one service: any of them gets the question. apps/e2e has the real thing. */
const queueGroup = {
  tell: () => undefined,
  ask: (_contract: object, question: AppendEntry) => copies[randomInt(copies.length)]!.append(question),
} as unknown as Bus

/** One copy of the service, on the database of this test and as its user. */
async function aLedger(LeasesOf: typeof Leases = Leases) {
  const uri = serviceUri(adminUri(stack.address.mongoPort, stack.secrets), database, 'secret')
  const options = { ...SAFE_CONCERNS, autoIndex: false, autoCreate: false, maxPoolSize: 50, monitorCommands: true }
  const connection = await mongoose.createConnection(uri, options).asPromise()
  connections.push(connection)
  const repository = new LedgerRepository(modelOf<EntryDocument>(connection, entriesCollection))
  const keys = new PartKeysService(masterKey, new PartKeysRepository(modelOf<PartKeyDocument>(connection, partKeys)))
  const sequencer = new SequencerService(new LeasesOf(connection), repository, new AuditConfig())
  const ledger = new LedgerService(queueGroup, sequencer, new SealingService(keys), keys, repository)
  copies.push(ledger)
  return { connection, repository, ledger, sequencer }
}

function anEntry(given: Partial<AppendEntry> = {}): AppendEntry {
  return {
    entryId: randomUUID(),
    caller: { personId: 'p-1', role: 'practitioner', organisation: 'Leeds' },
    action: 'search',
    outcome: 'shown',
    reason: 'assessment',
    children: [{ childId: newChildId(randomInt), shown: 'full' }],
    particulars: { criteria: { familyName: 'Harrowgate', postcode: 'LS6 2QB' }, caseReference: 'CASE-77' },
    ...given,
  }
}

const times = (count: number) => Array.from({ length: count }, (_, n) => n)
const entries = () => databases.db(database).collection<EntryDocument>('entries')
const stored = () => entries().find().sort({ index: 1 }).toArray()

const raw = async (collection: string): Promise<Buffer> => {
  const documents = await databases.db(database).collection(collection).find({}, { raw: true }).toArray()
  return Buffer.concat(documents.map((document) => Buffer.from(document as unknown as Uint8Array)))
}

/** Every receipt is in the log, at its own place; no place is empty or taken twice. */
async function expectWhole(receipts: Receipt[]): Promise<void> {
  const log = (await stored()).map(({ log, index, leafHash }) => ({ log, index, leafHash }))
  expect(log.map(({ index }) => index)).toEqual(times(log.length))
  const byIndex = [...receipts].sort((a, b) => a.index - b.index)
  expect(byIndex).toEqual(log)
}

describe('the log', () => {
  it('gives 500 entries that arrive together a place each, without a gap', async () => {
    const { ledger } = await aLedger()
    await expectWhole(await Promise.all(times(500).map(() => ledger.append(anEntry()))))
  })

  it('goes on where it stood, entry after entry and after a restart', async () => {
    const first = await aLedger()
    const receipts = [await first.ledger.append(anEntry()), await first.ledger.append(anEntry())]
    await first.sequencer.onModuleDestroy()
    const second = await aLedger()
    receipts.push(await second.ledger.append(anEntry()))
    expect(receipts.map(({ index }) => index)).toEqual([0, 1, 2])
    await expectWhole(receipts)
  })

  it('gives the same entry the same receipt: asked again, ten times at once, and by another copy', async () => {
    const { ledger, sequencer } = await aLedger()
    const entry = anEntry()
    const atOnce = await Promise.all(times(10).map(() => ledger.append(entry)))
    const again = await ledger.append(entry)
    await sequencer.onModuleDestroy()
    const elsewhere = await (await aLedger()).ledger.append(entry)
    for (const receipt of [...atOnce, again, elsewhere]) expect(receipt).toEqual(atOnce[0])
    await expectWhole([again])
  })

  it('is written by one of three copies at a time; those that do not lead hand on what they are asked', async () => {
    const three = [await aLedger(), await aLedger(), await aLedger()]
    const receipts = await Promise.all(times(300).map((n) => three[n % 3]!.ledger.append(anEntry())))
    await expectWhole(receipts)
    const leading = await Promise.all(three.map(({ sequencer }) => sequencer.leads()))
    expect(leading.filter((leads) => leads)).toHaveLength(1)
  })

  it('goes on within five seconds when the copy that leads is gone without a word', async () => {
    const [first, second] = [await aLedger(), await aLedger()]
    const before = await first.ledger.append(anEntry())
    copies = [second.ledger]
    first.sequencer.leads = () => Promise.resolve(false)
    const after = await second.ledger.append(anEntry())
    expect(after.index).toBe(before.index + 1)
    await expectWhole([before, after])
  }, 7_000)

  it('is not forked by two copies that both believe they lead: the store itself refuses a place twice', async () => {
    class ForgetfulLeases extends Leases {
      override take = () => Promise.resolve(true)
    }
    const copies = [await aLedger(ForgetfulLeases), await aLedger(ForgetfulLeases), await aLedger(ForgetfulLeases)]
    const waves = await Promise.all(
      copies.map(async ({ ledger }) => {
        const receipts: Receipt[] = []
        for (const _wave of times(5))
          receipts.push(...(await Promise.all(times(20).map(() => ledger.append(anEntry())))))
        return receipts
      }),
    )
    await expectWhole(waves.flat())
  })
})

describe('a receipt (I2)', () => {
  it('is given only when the entry is written, and not at all for a place that was lost', async () => {
    const { ledger, repository } = await aLedger()
    let write = (): void => undefined
    let fail = (_error: Error): void => undefined
    const held = new Promise<void>((resolve, reject) => ([write, fail] = [resolve, reject]))
    const insert = repository.insert.bind(repository)
    let tries = 0
    repository.insert = async (placed) => {
      if ((tries += 1) === 1) await held
      return insert(placed)
    }
    let given = 0
    const all = times(20).map(() => ledger.append(anEntry()).then((receipt) => ((given += 1), receipt)))
    await eventually(async () => tries === 1, 10_000, 5)
    expect(await entries().countDocuments()).toBe(0)
    expect(given).toBe(0)
    fail(new Error('the connection was lost'))
    await expectWhole(await Promise.all(all))
    expect(tries).toBeGreaterThan(1)
    write()
  })

  it('means that a majority has the entry in its journal', async () => {
    const { ledger, connection } = await aLedger()
    const concerns: unknown[] = []
    connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'insert') concerns.push(command.writeConcern)
    })
    await ledger.append(anEntry())
    expect(concerns.length).toBeGreaterThan(1)
    for (const concern of concerns) expect(concern).toMatchObject({ w: 'majority', j: true })
  })
})

describe('an entry', () => {
  it('says in clear who, when, what and why, and seals which child and what was asked: no name is in the database', async () => {
    const { ledger } = await aLedger()
    const entry = anEntry()
    await ledger.append(entry)
    const bytes = Buffer.concat([await raw('entries'), await raw('part_keys')])
    for (const clear of ['p-1', 'practitioner', 'Leeds', 'search', 'shown', 'assessment'])
      expect(bytes.includes(clear)).toBe(true)
    const { childId } = entry.children[0]!
    for (const sealed of ['Harrowgate', 'HARROWGATE', 'harrowgate', 'LS6', 'CASE-77', 'familyName', childId, 'full'])
      expect(bytes.includes(sealed)).toBe(false)
  })

  it('has salts of its own, and its leaf hash is that of what is stored', async () => {
    const { ledger, repository } = await aLedger()
    const entry = anEntry()
    const receipts = await Promise.all(times(20).map(() => ledger.append({ ...entry, entryId: randomUUID() })))
    const log = await repository.findFrom('england', 0, 100)
    for (const { index, leafHash: kept, ...rest } of log) {
      expect(kept).toBe(Buffer.from(leafHash(publishedBytes(rest))).toString('hex'))
      expect(receipts.find((receipt) => receipt.index === index)?.leafHash).toBe(kept)
    }
    const hashes = log.flatMap(({ salt, parts, particulars }) => [salt, parts[0]!.commitment, particulars!.commitment])
    expect(new Set(hashes.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(60)
  })

  it('opens again to what was said, each piece with the salt of its commitment', async () => {
    const { ledger } = await aLedger()
    const children = times(3).map(() => ({ childId: newChildId(randomInt), shown: 'visible' as const }))
    const { index } = await ledger.append(anEntry({ children }))
    const { entry, parts, particulars } = (await ledger.findAt(index))!
    expect(parts.map((part) => JSON.parse(part!.text) as object)).toEqual(children)
    expect(JSON.parse(particulars!.text)).toEqual(anEntry().particulars)
    const again = parts.map((part) => Buffer.from(commitmentOf('part', part!.salt, part!.text)))
    expect(again).toEqual(entry.parts.map(({ commitment }) => Buffer.from(commitment)))
  })

  it('is found again by child and by person, newest first, in pages and in a period', async () => {
    const { ledger } = await aLedger()
    const child = { childId: newChildId(randomInt), shown: 'visible' as const }
    for (const n of times(6))
      await ledger.append(
        anEntry({ caller: { ...anEntry().caller, personId: `p-${n % 2}` }, children: n < 4 ? [child] : [] }),
      )
    const indices = async (filter: object, limit = 10) =>
      (await ledger.find(filter, limit)).map(({ entry }) => entry.index)
    expect(await indices({ childId: child.childId })).toEqual([3, 2, 1, 0])
    expect(await indices({ personId: 'p-1' })).toEqual([5, 3, 1])
    expect(await indices({ childId: child.childId, before: 3 }, 2)).toEqual([2, 1])
    expect(await indices({ personId: 'p-1', from: new Date(Date.now() + 60_000) })).toEqual([])
    expect(await indices({ childId: newChildId(randomInt) })).toEqual([])
    expect(await indices({ organisation: 'Leeds', reason: 'assessment' }, 2)).toEqual([5, 4])
    expect(await indices({ organisation: 'Leeds', reason: 'transition' })).toEqual([])
    expect(await indices({ organisation: 'York' })).toEqual([])
  })
})
