import { adminUri } from '@contactpoint/stack'
import { aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { ingestion } from './app.module.ts'
import { waitingRows } from './inbox/inbox.rules.ts'
import { InboxService } from './inbox/inbox.service.ts'
import { store } from './store.ts'

let room: Room
let connection: Connection

beforeAll(async () => {
  room = await aRoom(ingestion)
  const uri = adminUri(room.stack.address.mongoPort, room.stack.secrets)
  connection = await mongoose.createConnection(uri, { dbName: store.database }).asPromise()
})

afterAll(async () => {
  await connection?.close()
  await room?.close()
})

it('rows of before stand on pages, in the order of their file and with the fates they had, as often as it is begun', async () => {
  const batchId = 'b-before'
  const row = (n: number, given: object) => ({
    ...{ _id: `${batchId}:${n}`, batchId, source: 'school-census', row: n, line: n + 3, recordId: `R${n}` },
    ...{ version: '1', record: null, fate: 'created', field: null, code: null, withdrawn: null },
    ...given,
  })
  const waits = aRecord({ recordId: 'R250' })
  const rows = Array.from({ length: 250 }, (_one, n) => row(n + 1, {}))
  rows[6] = row(7, { recordId: null, version: null, fate: 'refused', field: 'DOB', code: 'not-a-date' })
  rows[249] = row(250, { record: waits, fate: 'waiting' })
  const before = connection.db!.collection<{ _id: string }>('inbox')
  await connection
    .db!.collection<{ _id: string }>('batches')
    .insertOne({ _id: batchId }, { bypassDocumentValidation: true })
  const migration = store.migrations!.find(({ number }) => number === 6)!
  for (let begun = 0; begun < 2; begun++) {
    await before.insertMany(begun === 0 ? [...rows].reverse() : rows)
    await migration.run(connection, { reached: null, reach: async () => undefined })
  }
  expect(await connection.db!.listCollections({ name: 'inbox' }).toArray()).toEqual([])
  const inbox = room.get(InboxService)
  expect(await inbox.refusals(batchId)).toEqual([
    { row: 7, line: 10, recordId: null, field: 'DOB', code: 'not-a-date' },
  ])
  const page = (await inbox.waiting(batchId, 0))!
  expect(page.first).toBe(201)
  expect(waitingRows(page)).toEqual([{ row: 250, line: 253, record: waits }])
  expect((await inbox.toWithdraw(batchId))!.recordIds).toHaveLength(199)
  expect(await inbox.waiting(batchId, 201)).toBeNull()
})
