import type { PresentRecord } from '@contactpoint/contracts'
import { Outbox } from '@contactpoint/mongo'
import { adminUri, until } from '@contactpoint/stack'
import { anotherHome, aRecord, aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { directory } from './app.module.ts'
import { LinkingService } from './linking/linking.service.ts'
import { NearRecordsService } from './restrictions/near-records.service.ts'
import { RestrictionsService } from './restrictions/restrictions.service.ts'
import { store } from './store.ts'

let room: Room
let connection: Connection
/** The restricted child. */
let childId: string

beforeAll(async () => {
  room = await aRoom(directory)
  const uri = adminUri(room.stack.address.mongoPort, room.stack.secrets)
  connection = await mongoose.createConnection(uri, { dbName: store.database }).asPromise()
  const record = aRecord(anotherHome())
  const { name, dateOfBirth, gender, carers } = record
  const lookalike = aRecord({ ...anotherHome(), name, dateOfBirth, gender })
  const told = aRecord({ ...anotherHome(), name: { ...name, family: 'Quillfeather' }, dateOfBirth, gender })
  await apply(record)
  childId = (await connection.db!.collection<{ _id: string }>('children').findOne({}))!._id
  await room.get(RestrictionsService).restrict({ childId, version: 1 })
  await apply(lookalike, { ...told, carers: carers.map((carer) => ({ ...carer, phone: null })) })
})

afterAll(async () => {
  await connection?.close()
  await room?.close()
})

async function apply(...records: PresentRecord[]): Promise<void> {
  const rows = records.map((record, n) => ({ row: n + 1, line: n + 1, record }))
  await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-1', rows })
}

const migrated = (number: number) =>
  store.migrations!.find((one) => one.number === number)!.run(connection, { reached: null, reach: async () => {} })
const listed = async () => (await room.get(NearRecordsService).list({ childId })).records.map(({ effect }) => effect)
const restricted = () => connection.db!.collection<{ _id: string; alike?: string[] }>('restricted_children')

it('what look-alikes of before say is kept with the child, as often as it is begun', async () => {
  const now = (await restricted().findOne({ _id: childId }))!.alike
  expect(now!.length).toBeGreaterThan(0)
  for (let begun = 0; begun < 2; begun++) {
    await restricted().updateMany({}, { $unset: { alike: '' } }, { bypassDocumentValidation: true })
    await migrated(12)
    expect((await restricted().findOne({ _id: childId }))!.alike).toEqual(now)
  }
})

it('officers are told of records of before that may be the child under another name', async () => {
  expect((await listed()).sort()).toEqual(['invisible', 'told'])
  for (let begun = 0; begun < 2; begun++) {
    await connection.db!.collection('near_rows').deleteMany({ effect: 'told' })
    expect(await listed()).toEqual(['invisible'])
    await migrated(13)
    room.get(Outbox).wake()
    expect(await until(async () => (await listed()).includes('told'), 10_000, 20)).toBe(true)
  }
})
