import { applyRecords, type AppendEntry, type ApplyRecords, type BatchReport } from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { aCensus, aPupil, aRoom, aSupplier, inACall, type Pupil, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createHash } from 'node:crypto'
import { ingestion } from '../app.module.ts'
import { BatchFilesService } from './batch-files.service.ts'
import { ABANDONED_AFTER_MS } from './batches.rules.ts'
import type { Batch } from './batches.schema.ts'
import { BatchesService } from './batches.service.ts'

let room: Room<'directory'>

beforeAll(async () => {
  room = await aRoom(ingestion, ['directory'], { reportAfterMs: 0, reportRowMs: 0 })
})

const created = async ({ rows }: ApplyRecords) => ({
  fates: rows.map(({ record }) => ({ recordId: record.recordId, fate: 'created' as const, code: null })),
})

beforeEach(() => {
  room.fakes.directory.answers(applyRecords, created)
  room.fakes.directory.forget()
})

afterAll(() => room?.close())

const SOURCE = 'school-census'
const supplier = aSupplier()
const batches = () => room.get(BatchesService)
const open = async (by = supplier) => (await inACall(() => batches().open(by, { source: SOURCE }))).batchId
const append = (batchId: string, index: number, piece: Buffer, by = supplier) =>
  inACall(() => batches().append(by, { batchId, index, content: piece.toString('base64') }))
const report = (batchId: string, by = supplier) => inACall(() => batches().report(by, { source: SOURCE, batchId }))
const sha256 = (file: Buffer) => createHash('sha256').update(file).digest('hex')
const close = (batchId: string, file: Buffer, chunks: number, by = supplier) =>
  inACall(() => batches().close(by, { batchId, chunks, sha256: sha256(file) }))

function inPieces(file: Buffer, count: number): Buffer[] {
  const size = Math.ceil(file.length / count)
  return Array.from({ length: count }, (_one, n) => file.subarray(n * size, (n + 1) * size))
}

async function ended(batchId: string): Promise<BatchReport> {
  let last = await report(batchId)
  await eventually(async () => ['applied', 'refused'].includes((last = await report(batchId)).state), 20_000, 20)
  return last
}

async function sent(pupils: Pupil[] | string): Promise<{ batchId: string; report: BatchReport }> {
  const file = Buffer.from(typeof pupils === 'string' ? pupils : aCensus(pupils))
  const batchId = await open()
  await append(batchId, 0, file)
  await close(batchId, file, 1)
  return { batchId, report: await ended(batchId) }
}

const pupils = (count: number) => Array.from({ length: count }, () => aPupil())
const recordsAsked = () =>
  room.fakes.directory.questions(applyRecords).flatMap(({ rows }) => rows.map(({ record }) => record.recordId))
const kept = (collection: string, batchId: string) => room.db.collection(collection).countDocuments({ batchId })

describe('a file in pieces', () => {
  it('is the file that was sent, in whatever order its pieces come and however often each (idempotent)', async () => {
    const rows = pupils(6)
    const file = Buffer.from(aCensus(rows))
    const numbers = [0, 1, 2, 3, 4]
    const orders = fc
      .tuple(fc.shuffledSubarray(numbers, { minLength: 5 }), fc.array(fc.constantFrom(...numbers), { maxLength: 4 }))
      .map(([once, again]) => [...once, ...again])
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        room.fakes.directory.forget()
        const pieces = inPieces(file, numbers.length)
        const batchId = await open()
        for (const n of order) await append(batchId, n, pieces[n]!)
        await close(batchId, file, numbers.length)
        expect(await ended(batchId)).toMatchObject({ state: 'applied', rows: 6, accepted: 6, refused: 0, waiting: 0 })
        expect(recordsAsked()).toEqual(rows.map(({ ref }) => ref))
      }),
      { numRuns: 8 },
    )
  })

  it('is not whole while one is missing, and the missing one can still be sent', async () => {
    const file = Buffer.from(aCensus(pupils(3)))
    const [first, second] = inPieces(file, 2)
    const batchId = await open()
    await append(batchId, 0, first!)
    await expect(close(batchId, file, 2)).rejects.toMatchObject({ code: 'conflict' })
    expect(await report(batchId)).toMatchObject({ state: 'receiving', rows: 0 })
    await append(batchId, 1, second!)
    await close(batchId, file, 2)
    expect(await ended(batchId)).toMatchObject({ state: 'applied', accepted: 3 })
  })

  it('is closed once: nothing is added to it after', async () => {
    const { batchId } = await sent(pupils(1))
    await expect(append(batchId, 1, Buffer.from('more'))).rejects.toMatchObject({ code: 'conflict' })
    await expect(close(batchId, Buffer.from(''), 1)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('that is not what its sender hashed is refused whole, and nothing of it is kept', async () => {
    const file = Buffer.from(aCensus(pupils(3)))
    const batchId = await open()
    await append(batchId, 0, file)
    await close(batchId, Buffer.from('another file'), 1)
    expect(await ended(batchId)).toMatchObject({ state: 'refused', rows: 0, fileFault: { code: 'truncated' } })
    expect([await kept('inbox_pages', batchId), await kept('chunks', batchId)]).toEqual([0, 0])
    expect(recordsAsked()).toEqual([])
  })
})

/** What the ledger is told of a batch; audit is not there in this room, so that it waits. */
async function entriesOf(batchId: string): Promise<AppendEntry[]> {
  const rows = room.db.collection<{ payload: AppendEntry }>('outbox')
  return (await rows.find({ 'payload.particulars.batchId': batchId }).toArray()).map(({ payload }) => payload)
}

describe('what the ledger has of a batch (F6)', () => {
  const whose = { personId: supplier.personId, role: 'feed-supplier', organisation: supplier.organisation }

  it('is whose it was, its bytes and what became of its rows, once, however often it is ended', async () => {
    const file = aCensus(pupils(4))
    const { batchId } = await sent(file)
    const stored = await room.db.collection<Batch>('batches').findOne({ _id: batchId })
    for (let again = 0; again < 2; again++) await room.get(BatchFilesService).end(stored!)
    const became = { created: 4, updated: 0, unchanged: 0, parked: 0, refused: 0 }
    const hash = sha256(Buffer.from(file))
    const particulars = { batchId, source: SOURCE, said: hash, sha256: hash, ...became }
    expect(await entriesOf(batchId)).toMatchObject([
      { caller: whose, action: 'feed-batch', outcome: 'done', children: [], particulars },
    ])
  })

  it('is the fault, where a file was refused as a whole', async () => {
    const { batchId } = await sent('<Message/>')
    expect(await entriesOf(batchId)).toMatchObject([
      { caller: whose, outcome: 'refused', particulars: { batchId, fault: 'no-header', line: expect.any(Number) } },
    ])
  })

  it('is what came, and not what its sender said that it is', async () => {
    const file = Buffer.from(aCensus(pupils(1)))
    const batchId = await open()
    await append(batchId, 0, file)
    await close(batchId, Buffer.from('another file'), 1)
    await ended(batchId)
    const hashes = { sha256: sha256(file), said: sha256(Buffer.from('another file')) }
    expect(await entriesOf(batchId)).toMatchObject([
      { outcome: 'refused', particulars: { fault: 'truncated', ...hashes } },
    ])
  })
})

describe('a batch', () => {
  it('is of one feed, and of whoever opened it: to any other supplier there is no such batch', async () => {
    const other = aSupplier({ personId: 'other' })
    const batchId = await open()
    const missing = { code: 'not-found' }
    await expect(append(batchId, 0, Buffer.from('x'), other)).rejects.toMatchObject(missing)
    await expect(close(batchId, Buffer.from('x'), 0, other)).rejects.toMatchObject(missing)
    await expect(report(batchId, other)).rejects.toMatchObject(missing)
    await expect(report('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject(missing)
    await expect(open(aSupplier({ source: null }))).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('whose sender went away in the middle is refused after an hour, and its pieces are removed', async () => {
    const [left, fresh] = [await open(), await open()]
    for (const batchId of [left, fresh]) await append(batchId, 0, Buffer.from('<Message>'))
    const openedAt = new Date(Date.now() - ABANDONED_AFTER_MS - 1_000)
    await room.db.collection<{ _id: string }>('batches').updateOne({ _id: left }, { $set: { openedAt } })
    await room.get(BatchFilesService).forgetAbandoned()
    expect(await report(left)).toMatchObject({ state: 'refused', fileFault: { code: 'abandoned' } })
    expect(await report(fresh)).toMatchObject({ state: 'receiving', fileFault: null })
    expect(await entriesOf(left)).toMatchObject([{ outcome: 'refused', particulars: { fault: 'abandoned' } }])
    expect([await kept('chunks', left), await kept('chunks', fresh)]).toEqual([0, 1])
  })

  it('with a fault at the very end of its file is refused whole: no row before the fault is delivered', async () => {
    const { batchId, report: said } = await sent(aCensus(pupils(700)).replace('</Pupils>', ''))
    expect(said).toMatchObject({ state: 'refused', rows: 0, accepted: 0, refusals: [] })
    expect(said.fileFault!.line).toBeGreaterThan(700)
    expect(await kept('inbox_pages', batchId)).toBe(0)
    expect(recordsAsked()).toEqual([])
  })
})

describe('what a supplier is told', () => {
  it('is which rows were refused, where and why, and never the value', async () => {
    const rows = [aPupil(), aPupil({ dob: '2015-02-30' }), aPupil({ surname: '' }), aPupil()]
    const { report: said } = await sent(rows)
    expect(said).toMatchObject({ state: 'applied', rows: 4, accepted: 2, refused: 2 })
    expect(said.refusals.map(({ recordId, field }) => [recordId, field])).toEqual([
      [rows[1]!.ref, 'DOB'],
      [rows[2]!.ref, 'Surname'],
    ])
    expect(JSON.stringify(said)).not.toMatch(/2015-02-30|Surname>/)
    expect(recordsAsked()).toEqual([rows[0]!.ref, rows[3]!.ref])
  })

  it('is that the second row of one record was refused: the first is the one that counts', async () => {
    const one = aPupil()
    const { report: said } = await sent([one, aPupil(), { ...one, forename: 'Other' }])
    expect(said).toMatchObject({ rows: 3, accepted: 2, refused: 1 })
    expect(said.refusals).toMatchObject([{ recordId: one.ref, field: 'recordId', code: 'repeated-in-file' }])
  })

  it('is the same whether a row is new, known, or near somebody shielded (AC-10); the operator sees counts', async () => {
    const tell = (fate: 'created' | 'updated' | 'unchanged' | 'parked') =>
      room.fakes.directory.answers(applyRecords, async ({ rows }) => ({
        fates: rows.map(({ record }) => ({ recordId: record.recordId, fate, code: fate === 'parked' ? 'near' : null })),
      }))
    const reports = []
    for (const fate of ['created', 'updated', 'unchanged', 'parked'] as const) {
      tell(fate)
      const { batchId, report: said } = await sent(pupils(2))
      // How many records there are that this file does not have grows with every file.
      reports.push({ ...said, batchId: '', openedAt: '', preview: { ...said.preview, missing: 0 } })
      expect(await batches().tally({ batchId })).toMatchObject({ state: 'applied', rows: 2, [fate]: 2, waiting: 0 })
    }
    expect(new Set(reports.map((one) => JSON.stringify(one))).size).toBe(1)
  })
})
