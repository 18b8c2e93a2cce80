import {
  applyRecords,
  withdrawRecords,
  type ApplyRecords,
  type BatchReport,
  type BatchState,
  type WithdrawRecords,
} from '@contactpoint/contracts'
import { eventually } from '@contactpoint/stack'
import { aCensus, aPupil, aRoom, aSupplier, inACall, type Pupil, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { ingestion } from '../app.module.ts'
import { BatchFilesService } from './batch-files.service.ts'
import { STAGED_FOR_MS } from './batches.rules.ts'
import { BatchesService } from './batches.service.ts'

const SOURCE = 'school-census'
let room: Room<'directory'>
let serial = 0

beforeAll(async () => {
  room = await aRoom(ingestion, ['directory'], { reportAfterMs: 0, reportRowMs: 0 })
})

beforeEach(() => {
  const fate = { fate: 'created', code: null } as const
  const { directory } = room.fakes
  directory.answers(applyRecords, async ({ rows }: ApplyRecords) => ({
    fates: rows.map(({ record: { recordId } }) => ({ recordId, ...fate })),
  }))
  directory.answers(withdrawRecords, async ({ recordIds }: WithdrawRecords) => ({
    records: recordIds.map((recordId) => ({ recordId, fate: 'restored' as const })),
  }))
  directory.forget()
})

afterAll(() => room?.close())

const supplier = aSupplier()
const steward = { ...supplier, personId: 'steward', role: 'data-steward' as const }
const stranger = { ...supplier, personId: 'another-system' }
const batches = () => room.get(BatchesService)
const report = (batchId: string, by: typeof supplier | typeof steward = supplier) =>
  inACall(() => batches().report(by, { source: SOURCE, batchId }))
const step = (name: 'apply' | 'rollBack', batchId: string, by: typeof supplier | typeof steward = supplier) =>
  inACall(() => batches()[name](by, { source: SOURCE, batchId })).then(
    () => 'taken',
    ({ code }: { code: string }) => code,
  )
const asked = (batchId: string) =>
  room.fakes.directory.questions(applyRecords).filter((question) => question.batchId === batchId).length

/** @returns the report once the file is in one of these states */
async function inState(batchId: string, ...states: BatchState[]): Promise<BatchReport> {
  let last = await report(batchId)
  await eventually(async () => states.includes((last = await report(batchId)).state), 20_000, 20)
  expect(states).toContain(last.state)
  return last
}

async function send(rows: Pupil[], preview?: boolean): Promise<string> {
  const file = Buffer.from(aCensus(rows, { serial: String((serial += 1)).padStart(3, '0') }))
  const { batchId } = await inACall(() => batches().open(supplier, { source: SOURCE, preview }))
  await inACall(() => batches().append(supplier, { batchId, index: 0, content: file.toString('base64') }))
  const sha256 = createHash('sha256').update(file).digest('hex')
  await inACall(() => batches().close(supplier, { batchId, chunks: 1, sha256 }))
  return batchId
}
const pupils = (count: number) => Array.from({ length: count }, () => aPupil())
const bornAnew = (rows: Pupil[], count: number) =>
  rows.map((pupil, n) => (n < count ? { ...pupil, dob: '2013-03-03' } : pupil))

describe('a file that was sent for a preview', () => {
  it('says what it would change and changes nothing, until its sender applies it', async () => {
    const rows = pupils(4)
    await inState(await send([...rows, aPupil()]), 'applied')
    const moved = { ...rows[0]!, address: { lines: ['1 New Road'], postcode: 'HX4 1AB' } }
    const batchId = await send([moved, ...rows.slice(1), aPupil()], true)
    const staged = await inState(batchId, 'staged')
    expect(staged).toMatchObject({ rows: 5, accepted: 5, refused: 0, brake: null })
    const changes = expect.objectContaining({ address: 1, name: 0 })
    expect(staged.preview).toEqual({ new: 1, known: 4, missing: expect.any(Number), changed: 1, changes })
    expect(asked(batchId)).toBe(0)
    expect(await step('apply', batchId, stranger)).toBe('not-found')
    expect(await step('apply', batchId)).toBe('taken')
    expect(await inState(batchId, 'applied')).toMatchObject({ accepted: 5, waiting: 0, preview: staged.preview })
    expect(await step('apply', batchId)).toBe('conflict')
    expect(asked(batchId)).toBe(1)
  })

  it('is thrown away by a rollback, and after a week by itself', async () => {
    const thrown = await send(pupils(2), true)
    await inState(thrown, 'staged')
    expect(await step('rollBack', thrown)).toBe('taken')
    expect(await inState(thrown, 'rolled-back')).toMatchObject({ rows: 2, waiting: 0 })
    const forgotten = await send(pupils(2), true)
    await inState(forgotten, 'staged')
    const openedAt = new Date(Date.now() - STAGED_FOR_MS - 1)
    await room.db.collection('batches').updateOne({ _id: forgotten as never }, { $set: { openedAt } })
    await room.get(BatchFilesService).forgetAbandoned()
    expect(await report(forgotten)).toMatchObject({ state: 'refused', fileFault: { code: 'abandoned' } })
    expect(asked(thrown) + asked(forgotten)).toBe(0)
  })
})

describe('a file that changes more than a file may unseen', () => {
  it('is set aside and says so, and somebody else than its sender applies it', async () => {
    const rows = pupils(30)
    await inState(await send(rows), 'applied')
    const batchId = await send(bornAnew(rows, 21))
    const aside = await inState(batchId, 'set-aside')
    expect(aside).toMatchObject({ brake: 'date-of-birth', preview: { changes: { 'date-of-birth': 21 } }, waiting: 30 })
    expect(await step('apply', batchId)).toBe('forbidden')
    expect(asked(batchId)).toBe(0)
    expect(await report(batchId, steward)).toEqual(aside)
    expect(await step('apply', batchId, steward)).toBe('taken')
    await inState(batchId, 'applied')
  })

  it('holds up no other file of its source', async () => {
    const rows = pupils(25)
    await inState(await send(rows), 'applied')
    const aside = await send(bornAnew(rows, 25))
    await inState(await send(pupils(3)), 'applied')
    await inState(aside, 'set-aside')
  })

  it('is measured by what was sent, not by what became of it: nothing is told of a row that waits for a person', async () => {
    const rows = pupils(2)
    await inState(await send(rows), 'applied')
    room.fakes.directory.answers(applyRecords, async ({ rows: all }: ApplyRecords) => ({
      fates: all.map(({ record: { recordId } }) => ({ recordId, fate: 'parked' as const, code: 'changes-shielded' })),
    }))
    const renamed = rows.map((pupil) => ({ ...pupil, surname: `${pupil.surname}x` }))
    await inState(await send(renamed), 'applied')
    const again = await inState(await send(renamed, true), 'staged')
    expect(again.preview).toMatchObject({ new: 0, known: 2, changed: 0 })
  })
})

describe('a file that was applied', () => {
  it('is taken back row by row, and the next one is held against what was sent before it', async () => {
    const rows = pupils(3)
    await inState(await send(rows), 'applied')
    const moved = rows.map((pupil) => ({ ...pupil, address: { lines: ['1 New Road'], postcode: 'HX4 1AB' } }))
    const batchId = await send(moved)
    await inState(batchId, 'applied')
    expect(await step('rollBack', batchId)).toBe('taken')
    await inState(batchId, 'rolled-back')
    const questions = room.fakes.directory.questions(withdrawRecords)
    expect(questions).toEqual([{ source: SOURCE, batchId, recordIds: rows.map(({ ref }) => ref) }])
    expect(await step('rollBack', batchId)).toBe('conflict')
    const again = await inState(await send(moved, true), 'staged')
    expect(again.preview).toMatchObject({ new: 0, changes: { address: 3 } })
  })

  it('is recorded with whoever applied it or took it back', async () => {
    const batchId = await send(pupils(1), true)
    await inState(batchId, 'staged')
    await step('apply', batchId, steward)
    await inState(batchId, 'applied')
    await step('rollBack', batchId)
    await inState(batchId, 'rolled-back')
    const rows = await room.db.collection('outbox').find().toArray()
    const entries = rows.map(({ payload }) => payload).filter(({ particulars }) => particulars.batchId === batchId)
    expect(entries.map(({ action, caller }) => [action, caller.personId, caller.role])).toEqual([
      ['feed-apply', 'steward', 'data-steward'],
      ['feed-batch', supplier.personId, 'feed-supplier'],
      ['feed-rollback', supplier.personId, 'feed-supplier'],
    ])
  })
})
