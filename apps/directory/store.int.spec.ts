import { adminUri } from '@contactpoint/stack'
import { aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { directory } from './app.module.ts'
import { LinkingService } from './linking/linking.service.ts'
import { store } from './store.ts'

let room: Room
let connection: Connection

beforeAll(async () => {
  room = await aRoom(directory)
  const uri = adminUri(room.stack.address.mongoPort, room.stack.secrets)
  connection = await mongoose.createConnection(uri, { dbName: store.database }).asPromise()
}, 60_000)

afterAll(async () => {
  await connection?.close()
  await room?.close()
}, 60_000)

const record = (recordId: string, family: string) => ({
  ...{ recordId, version: '1', name: { given: ['Desdemona'], family }, formerFamilyNames: [] },
  ...{ dateOfBirth: '2015-03-02', gender: 'female' as const, address: null, identifiers: [], carers: [] },
  ...{ education: null, gpPracticeCode: null },
})

const keys = () => connection.db!.collection('search_keys')
const blocking = async (): Promise<unknown[]> =>
  connection
    .db!.collection('blocking_keys')
    .find({}, { projection: { _id: 0 } })
    .sort({ childId: 1, key: 1 })
    .toArray()
/** Makes the keys of all children anew whose ids come after this one. @returns of how many */
async function rebuiltAfter(reached: string | null): Promise<number> {
  let rebuilt = 0
  await store.migrations![0]!.run(connection, { reached, reach: async (_point, done) => void (rebuilt = done) })
  return rebuilt
}

const families = async (): Promise<string[]> => (await keys().find().toArray()).map(({ family }) => family).sort()

it('search and blocking keys of before are made anew, as often as it is begun', async () => {
  const rows = ['Reed-Palin', 'Müller'].map((family, i) => ({ row: i + 1, line: 1, record: record(`R${i}`, family) }))
  await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-1', rows })
  const now = await families()
  expect(now).toEqual(['mueller', 'muller', 'palinreed', 'reedpalin', '~palin', '~reed'])

  const [first] = await connection.db!.collection<{ _id: string }>('children').find().toArray()
  await connection.db!.collection('children').updateOne({ _id: first!._id as never }, { $set: { restricted: true } })
  await connection.db!.collection('blocking_keys').updateMany({ childId: first!._id }, { $set: { restricted: true } })
  const blockedBy = await blocking()

  // As an older version had left them, one child's already made anew.
  await keys().updateMany({ family: 'reedpalin' }, { $set: { whole: true } }, { bypassDocumentValidation: true })
  await keys().deleteMany({ family: { $in: ['palinreed', '~palin', 'mueller'] } })
  await connection.db!.collection('blocking_keys').updateMany({}, { $set: { key: 'as of before' } })
  for (let begun = 0; begun < 2; begun++) {
    expect(await rebuiltAfter(null)).toBe(2)
    expect(await families()).toEqual(now)
    expect(await blocking()).toEqual(blockedBy)
    expect(await keys().countDocuments({ whole: { $exists: true } })).toBe(0)
  }
  const ids = (await connection.db!.collection<{ _id: string }>('children').find().toArray()).map(({ _id }) => _id)
  expect(await rebuiltAfter(ids.sort()[0]!)).toBe(1)
})
