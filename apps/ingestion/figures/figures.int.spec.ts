import { FATES, SOURCES, type Fate } from '@contactpoint/contracts'
import { aRoom, inACall, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { ingestion } from '../app.module.ts'
import { newBatch, noCounts } from '../batches/batches.rules.ts'
import type { Batch } from '../batches/batches.schema.ts'
import { FiguresService } from './figures.service.ts'

let room: Room

beforeAll(async () => {
  room = await aRoom(ingestion)
})

beforeEach(async () => {
  await stored().deleteMany({})
})

afterAll(() => room?.close())

const stored = () => room.db.collection<Batch>('batches')
const aFile = (openedAt: string, counts: Partial<Record<Fate, number>>, state: Batch['state'] = 'applied'): Batch => ({
  ...newBatch(
    { _id: randomUUID(), source: 'school-census', supplier: 's-1', organisation: 'o', isPreview: false },
    new Date(openedAt),
  ),
  ...{ state, counts: { ...noCounts(), ...counts }, turnAt: new Date('2099-01-01') },
})
const read = (by: 'day' | 'source', from = '2026-11-01', to = '2026-11-03') =>
  inACall(() => room.get(FiguresService).read({ by, from, to }))

describe('what became of files', () => {
  it('is the rows of every file by their fates, by the day on which it began to come', async () => {
    await stored().insertMany([
      aFile('2026-10-31T23:59:59.999Z', { created: 100 }),
      aFile('2026-11-01T00:00:00Z', { created: 3, refused: 1 }),
      aFile('2026-11-01T23:59:59.999Z', { created: 2, parked: 1 }),
      aFile('2026-11-03T23:59:59.999Z', { waiting: 4, unchanged: 5, updated: 6 }, 'delivering'),
      aFile('2026-11-04T00:00:00Z', { created: 100 }),
    ])
    expect(FATES).toEqual(['waiting', 'created', 'updated', 'unchanged', 'parked', 'refused'])
    expect((await read('day')).rows).toEqual([
      { key: '2026-11-01', counts: [0, 5, 0, 0, 1, 1] },
      { key: '2026-11-03', counts: [4, 0, 6, 5, 0, 0] },
    ])
    expect((await read('source')).rows).toEqual([{ key: 'school-census', counts: [4, 5, 6, 5, 1, 1] }])
  })

  it('names the last file of each feed, whenever it was, and none where there was none', async () => {
    expect((await read('day')).last).toEqual(SOURCES.map((source) => ({ source, at: null, state: null })))
    await stored().insertMany([
      aFile('2026-11-20T08:00:00Z', {}, 'receiving'),
      aFile('2026-11-19T08:00:00Z', { created: 1 }),
    ])
    const last = { source: 'school-census', at: '2026-11-20T08:00:00.000Z', state: 'receiving' }
    expect((await read('day')).last).toContainEqual(last)
  })
})
