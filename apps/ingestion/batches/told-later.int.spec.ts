import { applyRecords, type ApplyRecords } from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import { aCensus, aPupil, aRoom, aSupplier, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import { ingestion } from '../app.module.ts'
import { BatchesService } from './batches.service.ts'

const supplier = aSupplier()
let room: Room<'directory'>

beforeAll(async () => {
  room = await aRoom(ingestion, ['directory'], { reportAfterMs: 600_000, reportRowMs: 0 })
  room.fakes.directory.answers(applyRecords, async ({ rows }: ApplyRecords) => ({
    fates: rows.map(({ record: { recordId } }) => ({ recordId, fate: 'created' as const, code: null })),
  }))
})

afterAll(() => room?.close())

describe('a file that is done, of which nothing is told yet (F3)', () => {
  it('is as one that is still delivered: by its report, in the history, and for whoever wants it taken back', async () => {
    const batches = room.get(BatchesService)
    const file = Buffer.from(aCensus([aPupil()]))
    const { batchId } = await inACall(() => batches.open(supplier, { source: 'school-census' }))
    await inACall(() => batches.append(supplier, { batchId, index: 0, content: file.toString('base64') }))
    const sha256 = createHash('sha256').update(file).digest('hex')
    await inACall(() => batches.close(supplier, { batchId, chunks: 1, sha256 }))
    const isDone = async () => (await batches.tally({ batchId })).state === 'applied'
    expect(await until(isDone, 20_000, 20)).toBe(true)
    const at = { source: 'school-census', batchId } as const
    expect((await inACall(() => batches.report(supplier, at))).state).toBe('delivering')
    const states = async (state: 'delivering' | 'applied') =>
      (await inACall(() => batches.history({ state }))).items.map((one) => [one.batchId, one.state, one.endedAt])
    expect(await states('delivering')).toEqual([[batchId, 'delivering', null]])
    expect(await states('applied')).toEqual([])
    const back = inACall(() => batches.rollBack(supplier, at))
    await expect(back).rejects.toMatchObject({ code: 'conflict', message: 'It is delivering' })
  })
})
