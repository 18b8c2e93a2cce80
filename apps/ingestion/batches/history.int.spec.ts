import {
  applyRecords,
  withdrawRecords,
  type ApplyRecords,
  type BatchState,
  type ListBatches,
  type ListedBatch,
  type WithdrawRecords,
} from '@contactpoint/contracts'
import { eventually, until } from '@contactpoint/stack'
import { aCensus, aPupil, aRoom, aSupplier, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { ingestion } from '../app.module.ts'
import { BatchesService } from './batches.service.ts'

const SOURCE = 'school-census'
const supplier = aSupplier()
const [steward, operator] = (['data-steward', 'operator'] as const).map((role) => ({
  ...{ ...supplier, personId: role, role },
})) as [typeof supplier, typeof supplier]
let room: Room<'directory'>
let serial = 0

beforeAll(async () => {
  room = await aRoom(ingestion, ['directory'], { reportAfterMs: 0, reportRowMs: 0 })
  const { directory } = room.fakes
  directory.answers(applyRecords, async ({ rows }: ApplyRecords) => ({
    fates: rows.map(({ record: { recordId } }) => ({ recordId, fate: 'created' as const, code: null })),
  }))
  directory.answers(withdrawRecords, async ({ recordIds }: WithdrawRecords) => ({
    records: recordIds.map((recordId) => ({ recordId, fate: 'removed' as const })),
  }))
})

afterAll(() => room?.close())

const batches = () => room.get(BatchesService)
const history = async (ask: ListBatches = {}): Promise<ListedBatch[]> =>
  (await inACall(() => batches().history(ask))).items

async function send(file: Buffer, preview: boolean): Promise<string> {
  const { batchId } = await inACall(() => batches().open(supplier, { source: SOURCE, preview }))
  await inACall(() => batches().append(supplier, { batchId, index: 0, content: file.toString('base64') }))
  const sha256 = createHash('sha256').update(file).digest('hex')
  await inACall(() => batches().close(supplier, { batchId, chunks: 1, sha256 }))
  return batchId
}

function aFile(rows: number): Buffer {
  const pupils = Array.from({ length: rows }, () => aPupil())
  return Buffer.from(aCensus(pupils, { serial: String((serial += 1)).padStart(3, '0') }))
}

/** @returns how it is listed once it is in that state */
async function listedAs(batchId: string, state: BatchState): Promise<ListedBatch> {
  const find = async () => (await history()).find((one) => one.batchId === batchId)
  await eventually(async () => (await find())?.state === state, 20_000, 20)
  const found = (await find())!
  expect(found.state).toBe(state)
  return found
}

describe('the history of files', () => {
  it('has the newest first, of one source and state alone when they are asked for', async () => {
    const applied = await send(aFile(2), false)
    await listedAs(applied, 'applied')
    const staged = await send(aFile(3), true)
    await listedAs(staged, 'staged')
    expect((await history()).slice(0, 2).map(({ batchId }) => batchId)).toEqual([staged, applied])
    expect((await history({ state: 'staged' })).map(({ batchId }) => batchId)).toEqual([staged])
    expect((await history({ source: SOURCE })).length).toBe(2)
    expect(await history({ source: 'gp-links' })).toEqual([])
    expect(await history({ source: SOURCE, state: 'set-aside' })).toEqual([])
  })

  it('says how many rows, and what was withdrawn only of a file that was applied and taken back', async () => {
    const at = async (preview: boolean) => {
      const batchId = await send(aFile(2), preview)
      await listedAs(batchId, preview ? 'staged' : 'applied')
      await inACall(() => batches().rollBack(steward, { source: SOURCE, batchId }))
      return listedAs(batchId, 'rolled-back')
    }
    const back = await at(false)
    const withdrawn = { restored: 0, removed: 2, kept: 0, untouched: 0 }
    const { batchId, openedAt, endedAt, ...rest } = back
    expect([batchId, openedAt, endedAt].every((text) => typeof text === 'string')).toBe(true)
    expect(rest).toEqual({
      ...{ source: SOURCE, organisation: supplier.organisation, state: 'rolled-back', brake: null },
      ...{ rows: 2, accepted: 2, refused: 0, waiting: 0, withdrawn },
    })
    expect(await at(true)).toMatchObject({ rows: 2, withdrawn: null })
  })

  it('answers fifty at most', async () => {
    for (let n = 0; n < 51; n++) await inACall(() => batches().open(supplier, { source: SOURCE }))
    expect((await history()).length).toBe(50)
  })
})

describe('an operator', () => {
  it('reads where a row is wrong of any file, without whose row it is, and changes nothing', async () => {
    const file = aFile(1)
      .toString('utf8')
      .replace(/<DOB>[^<]*</, '<DOB>then<')
    const batchId = await send(Buffer.from(file), true)
    const report = (by: typeof supplier) => inACall(() => batches().report(by, { source: SOURCE, batchId }))
    expect(await until(async () => (await report(steward)).state === 'staged', 20_000, 20)).toBe(true)
    const [[seen], [whole]] = [(await report(operator)).refusals, (await report(steward)).refusals]
    expect(whole).toMatchObject({ row: 1, code: 'not-a-date', recordId: expect.any(String) })
    expect(seen).toEqual({ ...whole, recordId: null })
  })
})
