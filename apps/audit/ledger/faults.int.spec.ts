import { ownCall, withCall } from '@contactpoint/bus'
import { Fault, type AppendEntry, type Receipt } from '@contactpoint/contracts'
import { isStoreLost, provisionStore } from '@contactpoint/mongo'
import { adminUri, findBinary, freePort, MONGOD, newSecrets, projectRoot } from '@contactpoint/stack'
import { serviceUri, startMongo, until } from '@contactpoint/stack'
import { anEntry, asAdministrator, aService } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import type { INestApplicationContext } from '@nestjs/common'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { audit } from '../app.module.ts'
import type { CheckpointDocument } from '../checkpoints/checkpoints.schema.ts'
import { store } from '../store.ts'
import type { EntryDocument } from './ledger.schema.ts'
import { LedgerService } from './ledger.service.ts'

const HOUR_MS = 60 * 60 * 1000
/** No file of the database may be larger while the disk is full: 4 MiB, in the units of `ulimit -f`. */
const FULL_AT = 8_192

let folder: string
let mongo: Awaited<ReturnType<typeof startMongo>>
let databases: Awaited<ReturnType<typeof asAdministrator>>
let mongoUri: string
let made = 0
let database: string
const masterKey = Buffer.alloc(32, 7).toString('base64')
const copies: INestApplicationContext[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contactpoint-faults-'))
  await mkdir(join(folder, 'logs'))
  const secrets = newSecrets()
  const mongoPort = await freePort()
  mongo = await startMongo(await aMongodOnASmallDisk(), folder, mongoPort, secrets)
  mongoUri = adminUri(mongoPort, secrets)
  databases = await asAdministrator({ address: { mongoPort }, secrets } as Parameters<typeof asAdministrator>[0])
})

beforeEach(async () => {
  database = `audit${(made += 1)}`
  await provisionStore(mongoUri, 'secret', { ...store, database })
})

afterEach(async () => {
  jest.useRealTimers()
  for (const copy of copies.splice(0)) await copy.close()
})

afterAll(async () => {
  await databases?.close()
  await mongo?.stop()
  await rm(folder, { recursive: true, force: true })
})

const room = () => join(folder, 'room')

/**
 * A disk that is full needs an administrator to make. A process may limit itself: beyond that a write of its files fails as
 * it does on a full disk, with the next error number, at once and after each start, until there is room.
 */
async function aMongodOnASmallDisk(): Promise<string> {
  const mongod = await findBinary(MONGOD, join(projectRoot, '.cache', 'bin'), () => undefined)
  const script = join(folder, 'mongod')
  const journal = "--syncdelay 1 --wiredTigerEngineConfigString 'log=(file_max=1MB)'"
  const lines = ['#!/bin/sh', "trap '' XFSZ", `[ -e '${room()}' ] || ulimit -f ${FULL_AT}`]
  await writeFile(script, [...lines, `exec '${mongod}' "$@" ${journal}`, ''].join('\n'), { mode: 0o700 })
  return script
}

/** A copy of the service on the database of this test. */
async function aLedger(): Promise<LedgerService> {
  const settings = { mongodbUri: serviceUri(mongoUri, database, 'secret'), masterKey, logHost: 'log.example' }
  const copy = await aService(audit, { settings })
  copies.push(copy)
  return copy.get(LedgerService, { strict: false })
}

const stored = () => databases.db(database).collection<EntryDocument>('entries').find().sort({ index: 1 }).toArray()

/** Every receipt is at its place, and no place is empty or taken twice. */
async function expectWhole(receipts: Receipt[]): Promise<void> {
  const log = (await stored()).map(({ log: name, index, leafHash }) => ({ log: name, index, leafHash }))
  expect(log.map(({ index }) => index)).toEqual(log.map((_entry, n) => n))
  expect(receipts.map(({ index }) => log[index])).toEqual(receipts)
}

/** Until a checkpoint is over all entries. */
async function expectSigned(): Promise<void> {
  const checkpoints = databases.db(database).collection<CheckpointDocument>('checkpoints')
  const size = (await stored()).length
  expect(await until(async () => (await checkpoints.countDocuments({ size })) === 1, 10_000)).toBe(true)
}

describe('the clock of the service, set back by an hour between two entries', () => {
  it('changes nothing but the times: places go on, of the next copy too, and checkpoints are signed', async () => {
    const began = Date.now()
    const receipts: Receipt[] = []
    jest.useFakeTimers({ now: began, advanceTimers: true, doNotFake: NOT_THE_DATE })
    for (const hour of [0, -1, -2]) {
      jest.setSystemTime(began + hour * HOUR_MS)
      const ledger = await aLedger()
      for (let n = 0; n < 5; n++) receipts.push(await ledger.append(anEntry()))
      await expectSigned()
      jest.setSystemTime(Date.now() - HOUR_MS / 2)
      for (let n = 0; n < 5; n++) receipts.push(await ledger.append(anEntry()))
      await expectSigned()
      await copies.pop()!.close()
    }
    expect(receipts.map(({ index }) => index)).toEqual(receipts.map((_receipt, n) => n))
    await expectWhole(receipts)
    const times = (await stored()).map(({ time }) => time.getTime())
    expect(times[0]! - times.at(-1)!).toBeGreaterThan(2 * HOUR_MS)
  })
})

describe('an entry of 1 MB', () => {
  it('is refused as too large, and takes no place', async () => {
    const ledger = await aLedger()
    const large = { ...anEntry(), particulars: { criteria: { familyName: 'x'.repeat(1024 * 1024) } } }
    const before = await ledger.append(anEntry())
    await expect(ledger.append(large)).rejects.toMatchObject({ name: 'Fault', code: 'too-large' })
    const after = await ledger.append(anEntry())
    expect(after.index).toBe(before.index + 1)
    await expectWhole([before, after])
  })
})

describe('a disk that is full', () => {
  const large = (): AppendEntry => ({ ...anEntry(), particulars: { criteria: { familyName: 'x'.repeat(60_000) } } })
  const receipts: Receipt[] = []
  let unanswered: AppendEntry[] = []

  /** @returns what was refused, and how */
  async function ask(ledger: LedgerService, entries: AppendEntry[]): Promise<unknown[]> {
    const append = (entry: AppendEntry) => withCall(ownCall(1_000), () => ledger.append(entry))
    const answers = await Promise.allSettled(entries.map(append))
    unanswered = entries.filter((_entry, n) => answers[n]!.status === 'rejected')
    return answers.flatMap((answer) => {
      if (answer.status === 'rejected') return [answer.reason as unknown]
      receipts.push(answer.value)
      return []
    })
  }

  it('gives no receipt for what is not durable, and the log goes on without a gap when there is room', async () => {
    const ledger = await aLedger()
    const refusals: unknown[] = []
    // A restart of the database finds room for a few more: it is full when whole rounds are refused.
    for (let refusedRounds = 0; refusedRounds < 3;) {
      const entries = unanswered.length > 0 ? unanswered : Array.from({ length: 20 }, large)
      refusals.push(...(await ask(ledger, entries)))
      refusedRounds = unanswered.length === entries.length ? refusedRounds + 1 : 0
    }
    expect(refusals.filter((refusal) => !isUnavailable(refusal))).toEqual([])

    await writeFile(room(), '')
    while (unanswered.length > 0) await ask(ledger, unanswered).then(() => sleep(50))
    await expectWhole(receipts)
    await expectSigned()
  })
})

/** As the bus tells an asker: the ledger's own word, or the driver's for a database that is not there. */
function isUnavailable(refusal: unknown): boolean {
  return refusal instanceof Fault ? refusal.code === 'unavailable' : isStoreLost(refusal)
}

const NOT_THE_DATE = [
  ...['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate', 'setInterval'],
  ...['clearInterval', 'setTimeout', 'clearTimeout'],
] as never
