import { applyRecords, Fault } from '@contactpoint/contracts'
import type { AppliedFate, AppliedRow, ApplyRecords, BatchReport } from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { aCensus, aPupil, aRecord, aRoom, aSupplier, inACall, type Pupil, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { ingestion } from '../app.module.ts'
import { BatchFilesService } from '../batches/batch-files.service.ts'
import { BatchesService } from '../batches/batches.service.ts'
import type { InboxPage } from '../inbox/inbox.schema.ts'
import { CANNOT_BE_APPLIED } from './delivery.rules.ts'

let room: Room<'directory'>

beforeAll(async () => {
  room = await aRoom(ingestion, ['directory'], { reportAfterMs: 0, reportRowMs: 0 })
})

const created = ({ record: { recordId } }: AppliedRow): AppliedFate => ({ recordId, fate: 'created', code: null })
const parked = (row: AppliedRow): AppliedFate => ({ ...created(row), fate: 'parked', code: 'near-restricted' })

/** A directory that takes every row, once `refuses` has let them through. */
function directoryTakes(refuses: (ask: ApplyRecords) => void = () => undefined): void {
  room.fakes.directory.answers(applyRecords, async (ask) => {
    refuses(ask)
    return { fates: ask.rows.map(created) }
  })
}

beforeEach(() => {
  directoryTakes()
  room.fakes.directory.forget()
})

afterAll(() => room?.close())

const supplier = aSupplier()
const batches = () => room.get(BatchesService)
const tally = (batchId: string) => batches().tally({ batchId })
const report = (batchId: string) => inACall(() => batches().report(supplier, { source: 'school-census', batchId }))
const asked = (batchId: string) =>
  room.fakes.directory.questions(applyRecords).filter((question) => question.batchId === batchId)
const rowsOf = (questions: ApplyRecords[]) => questions.map(({ rows }) => rows.map(({ row }) => row))
const pages = () => room.db.collection<InboxPage>('inbox_pages')
const inbox = async (batchId: string) =>
  (await pages().find({ batchId }).sort({ first: 1 }).toArray()).flatMap(({ rows }) => rows)
const stored = () => room.db.collection<{ _id: string }>('batches')
const pupils = (count: number) => Array.from({ length: count }, () => aPupil())

async function send(rows: Pupil[]): Promise<string> {
  const file = Buffer.from(aCensus(rows))
  const { batchId } = await inACall(() => batches().open(supplier, { source: 'school-census' }))
  await inACall(() => batches().append(supplier, { batchId, index: 0, content: file.toString('base64') }))
  const sha256 = createHash('sha256').update(file).digest('hex')
  await inACall(() => batches().close(supplier, { batchId, chunks: 1, sha256 }))
  return batchId
}

async function ended(batchId: string): Promise<BatchReport> {
  let last = await report(batchId)
  await eventually(async () => (last = await report(batchId)).state === 'applied', 25_000, 20)
  return last
}

describe('rows on their way to the directory', () => {
  it('go in the order of the file, two hundred to a question, each once', async () => {
    const batchId = await send(pupils(450))
    expect(await ended(batchId)).toMatchObject({ state: 'applied', rows: 450, accepted: 450, waiting: 0 })
    const questions = rowsOf(asked(batchId))
    expect(questions.map(({ length }) => length)).toEqual([200, 200, 50])
    expect(questions.flat()).toEqual(Array.from({ length: 450 }, (_one, n) => n + 1))
  })

  it('wait while the directory is away, and go on where they stood when it is back: none is lost, refused or set aside', async () => {
    let isAway = false
    directoryTakes(({ rows }) => {
      if (isAway) throw Fault.unavailable('directory')
      isAway = rows[0]!.row === 1
    })
    const batchId = await send(pupils(250))
    const waits = async () => (await stored().findOne({ _id: batchId, failure: 'unavailable' })) !== null
    expect(await until(waits, 10_000, 20)).toBe(true)
    expect(await tally(batchId)).toMatchObject({ state: 'delivering', rows: 250, waiting: 50 })
    expect(await room.get(BatchFilesService).underWay()).toEqual({ unavailable: 1 })
    directoryTakes()
    expect(await ended(batchId)).toMatchObject({ state: 'applied', accepted: 250, waiting: 0 })
    expect(new Set(rowsOf(asked(batchId)).flat()).size).toBe(250)
    expect(rowsOf(asked(batchId)).at(-1)).toEqual(Array.from({ length: 50 }, (_one, n) => 201 + n))
  })

  it('are kept only until the directory has said what became of them, or for a person who must decide', async () => {
    room.fakes.directory.answers(applyRecords, async ({ rows }) => ({
      fates: rows.map((row) => (row.row === 2 ? parked(row) : created(row))),
    }))
    const batchId = await send(pupils(3))
    await ended(batchId)
    const rows = await inbox(batchId)
    expect(rows.map(({ fate }) => fate)).toEqual(['created', 'parked', 'created'])
    expect(rows.map(({ record }) => record !== null)).toEqual([false, true, false])
  })
})

describe('a row that cannot be applied', () => {
  it('is set aside alone, and every other one of its question gets its fate', async () => {
    directoryTakes(({ rows }) => {
      if (rows.some(({ row }) => row === 77)) throw new Fault('internal', 'The directory service failed')
    })
    const batchId = await send(pupils(200))
    expect(await ended(batchId)).toMatchObject({ state: 'applied', rows: 200, accepted: 200, refused: 0, waiting: 0 })
    const setAside = (await inbox(batchId)).filter(({ fate }) => fate === 'parked')
    expect(setAside).toMatchObject([{ row: 77, code: CANNOT_BE_APPLIED, record: { version: expect.any(String) } }])
    expect(await batches().tally({ batchId })).toMatchObject({ created: 199, parked: 1 })
  })

  it('is tried again when an operator says so, and no other row with it', async () => {
    let isMended = false
    directoryTakes(({ rows }) => {
      if (!isMended && rows.some(({ row }) => row === 2)) throw new Fault('internal', 'The directory service failed')
    })
    const batchId = await send(pupils(3))
    await ended(batchId)
    isMended = true
    expect(await batches().retry({ batchId })).toEqual({ rows: 1 })
    expect(await ended(batchId)).toMatchObject({ state: 'applied', accepted: 3, waiting: 0 })
    expect(rowsOf(asked(batchId)).at(-1)).toEqual([2])
    expect(await batches().tally({ batchId })).toMatchObject({ created: 3, parked: 0 })
    expect(await batches().retry({ batchId })).toEqual({ rows: 0 })
  })

  it('holds up no other batch, though all of its own fail', async () => {
    let poisoned = ''
    directoryTakes(({ batchId }) => {
      if (batchId === poisoned) throw new Fault('internal', 'The directory service failed')
    })
    const sick = await send(pupils(40))
    poisoned = sick
    const healthy = await send(pupils(40))
    expect(await ended(healthy)).toMatchObject({ state: 'applied', accepted: 40 })
    const waits = async () => (await stored().findOne({ _id: sick, failure: 'internal' })) !== null
    expect(await until(waits, 10_000, 20)).toBe(true)
    expect(await tally(sick)).toMatchObject({ state: 'delivering', waiting: 40 })
    poisoned = ''
    expect(await ended(sick)).toMatchObject({ state: 'applied', accepted: 40 })
  })
})

describe('a copy that died', () => {
  it('in the midst of reading is followed by one that reads from the start, and no row is there twice', async () => {
    let isAway = true
    directoryTakes(() => {
      if (isAway) throw Fault.unavailable('directory')
    })
    const [rows, dead] = [pupils(5), pupils(1)]
    const batchId = await send(rows)
    const isRead = async () => (await report(batchId)).state === 'delivering'
    expect(await until(isRead, 10_000, 20)).toBe(true)
    // As it would stand: some rows in the inbox, the file still there.
    const content = Buffer.from(aCensus([...dead, ...rows]))
    await room.db.collection('chunks').insertOne({ _id: `${batchId}:0` as never, batchId, index: 0, content })
    const sha256 = createHash('sha256').update(content).digest('hex')
    const counts = { waiting: 5, created: 0, updated: 0, unchanged: 0, parked: 0, refused: 0 }
    await stored().updateOne({ _id: batchId }, { $set: { state: 'reading', sha256, counts } })
    isAway = false
    expect(await ended(batchId)).toMatchObject({ state: 'applied', rows: 6, accepted: 6, waiting: 0 })
    expect((await inbox(batchId)).map(({ recordId }) => recordId)).toEqual([...dead, ...rows].map(({ ref }) => ref))
  })

  it('between the answer of the directory and the fates of its rows is followed by one that asks again', async () => {
    const batchId = await send(pupils(4))
    await ended(batchId)
    const rows = await inbox(batchId)
    const record = aRecord()
    const waiting = { state: 'waiting', 'rows.$[].fate': 'waiting', 'rows.$[].record': record }
    await pages().updateMany({ batchId }, { $set: waiting as never })
    const counts = { waiting: 4, created: 0, updated: 0, unchanged: 0, parked: 0, refused: 0 }
    await stored().updateOne({ _id: batchId }, { $set: { state: 'delivering', counts } })
    expect(await ended(batchId)).toMatchObject({ state: 'applied', rows: 4, accepted: 4, waiting: 0 })
    expect(rowsOf(asked(batchId)).at(-1)).toEqual(rows.map(({ row }) => row))
    expect(await batches().tally({ batchId })).toMatchObject({ created: 4, waiting: 0 })
  })
})
