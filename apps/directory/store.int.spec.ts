import { adminUri } from '@contactpoint/stack'
import { aRoom, type Room } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { directory } from './app.module.ts'
import { RecordsService } from './children/records.service.ts'
import { asSaid, toWord } from './linking/linking.rules.ts'
import type { SourceRecord } from './linking/linking.schema.ts'
import { LinkingService } from './linking/linking.service.ts'
import { RestrictionsService } from './restrictions/restrictions.service.ts'
import { store } from './store.ts'

let room: Room
let connection: Connection

beforeAll(async () => {
  room = await aRoom(directory)
  const uri = adminUri(room.stack.address.mongoPort, room.stack.secrets)
  connection = await mongoose.createConnection(uri, { dbName: store.database }).asPromise()
})

afterAll(async () => {
  await connection?.close()
  await room?.close()
})

const record = (recordId: string, family: string) => ({
  ...{
    kind: 'present' as const,
    asOf: '2026-10-01',
    recordId,
    version: '1',
    name: { given: ['Desdemona'], family },
    formerFamilyNames: [],
  },
  ...{ dateOfBirth: '2015-03-02', gender: 'female' as const, address: null, identifiers: [], carers: [] },
  ...{ education: null, gpPracticeCode: null },
})

const keys = () => connection.db!.collection('search_keys')
/** Runs a migration over all children whose ids come after this one. @returns over how many */
async function migrated(number: number, reached: string | null = null): Promise<number> {
  let changed = 0
  const migration = store.migrations!.find((one) => one.number === number)!
  await migration.run(connection, { reached, reach: async (_point, done) => void (changed = done) })
  return changed
}

const families = async (): Promise<string[]> => (await keys().find().toArray()).map(({ family }) => family).sort()

it('search keys of before are made anew, as often as it is begun', async () => {
  const rows = ['Reed-Palin', 'Müller'].map((family, i) => ({ row: i + 1, line: 1, record: record(`R${i}`, family) }))
  await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-1', rows })
  const now = await families()
  expect(now).toEqual(['mueller', 'muller', 'palinreed', 'reedpalin', '~palin', '~reed'])

  // As an older version had left them, one child's already made anew.
  await keys().updateMany({ family: 'reedpalin' }, { $set: { whole: true } }, { bypassDocumentValidation: true })
  await keys().deleteMany({ family: { $in: ['palinreed', '~palin', 'mueller'] } })
  for (let begun = 0; begun < 2; begun++) {
    expect(await migrated(1)).toBe(2)
    expect(await families()).toEqual(now)
    expect(await keys().countDocuments({ whole: { $exists: true } })).toBe(0)
  }
  const ids = (await connection.db!.collection<{ _id: string }>('children').find().toArray()).map(({ _id }) => _id)
  expect(await migrated(1, ids.sort()[0]!)).toBe(1)
})

it('children of before get the keys that link them, and restricted ones are kept for the near test, as often as it is begun', async () => {
  const children = connection.db!.collection<{ _id: string }>('children')
  const kept = connection.db!.collection<{ _id: string }>('restricted_children')
  const [first] = await children.find().toArray()
  await room.get(RestrictionsService).restrict({ childId: first!._id, version: 1 })
  const [now, keptNow] = [await children.find().toArray(), await kept.find().toArray()]
  expect(keptNow).toHaveLength(1)

  await children.updateMany({}, { $unset: { linkKeys: '' } }, { bypassDocumentValidation: true })
  await kept.deleteMany({})
  await connection.db!.createCollection('blocking_keys')
  for (let begun = 0; begun < 2; begun++) {
    expect(await migrated(2)).toBe(2)
    expect(await children.find().toArray()).toEqual(now)
    expect(await kept.find().toArray()).toEqual(keptNow)
    expect(await connection.db!.listCollections({ name: 'blocking_keys' }).toArray()).toEqual([])
  }
})

it('records of before say what their children know, those of a merged child what its part knows, as often as it is begun', async () => {
  const links = connection.db!.collection<{ _id: string; childId: string | null }>('source_links')
  const kept = connection.db!.collection<SourceRecord>('source_records')
  const said = await kept.find().sort({ _id: 1 }).toArray()
  const nobodys = {
    ...said[0]!,
    _id: 'school-census:N1',
    childId: null,
    fate: 'parked',
    parked: 'somebody-else',
  } as const
  for (let begun = 0; begun < 2; begun++) {
    await links.insertMany([...said, nobodys].map(({ told: _told, ...link }) => link))
    await kept.deleteMany({})
    expect(await migrated(3)).toBe(3)
    const [nobody, ...made] = await kept.find().sort({ _id: 1 }).toArray()
    expect(nobody).toEqual({ ...nobodys, contentHash: null, told: [] })
    expect(made).toHaveLength(2)
    for (const record of made) {
      const child = (await room.get(RecordsService).findById(record.childId!))!
      expect(asSaid(child, [toWord(record)], null)).toBe(child)
    }
    expect(await connection.db!.listCollections({ name: 'source_links' }).toArray()).toEqual([])
  }
  // A delivery of before, once more: nothing is known of what it held, so it is held against nothing.
  const again = [{ row: 9, line: 9, record: record('R0', 'Reed-Palin') }]
  const { fates } = await room.get(LinkingService).apply({ source: 'school-census', batchId: 'b-2', rows: again })
  expect(fates).toEqual([{ recordId: 'R0', fate: 'unchanged', code: null }])
})

it('records of before have nothing that waits for officers, and those that have keep it, as often as it is begun', async () => {
  const records = connection.db!.collection<{ _id: string }>('source_records')
  const now = await records.find().toArray()
  expect(now).not.toEqual([])
  for (let begun = 0; begun < 2; begun++) {
    const nothing = { waiting: null, left: null }
    await records.updateMany(nothing, { $unset: { waiting: '', left: '' } }, { bypassDocumentValidation: true })
    await migrated(5)
    expect(await records.find().toArray()).toEqual(now)
  }
})

it('children of before, and their parts, have services of which nobody has said anything, as often as it is begun', async () => {
  const [children, merged] = ['children', 'parts'].map((name) => connection.db!.collection<{ _id: string }>(name))
  const [child, other] = await children!.find().toArray()
  await merged!.insertOne({ ...child!, into: child!._id } as never)
  const service = {
    ...{ service: 'early-help', organisation: '383', personName: null, phone: null, email: null, startDate: null },
    leadProfessional: false,
  }
  await children!.updateOne({ _id: other!._id }, { $set: { services: [service] } })
  const all = async () => [await children!.find().toArray(), await merged!.find().toArray()]
  const now = await all()
  for (let begun = 0; begun < 2; begun++) {
    for (const stored of [children!, merged!])
      await stored.updateMany({ services: [] }, { $unset: { services: '' } }, { bypassDocumentValidation: true })
    expect(await migrated(6)).toBe(2)
    expect(await all()).toEqual(now)
  }
  await merged!.deleteMany({})
})

it('children of before, their parts and their search keys count as living, as often as it is begun', async () => {
  const [children, merged] = ['children', 'parts'].map((name) => connection.db!.collection<{ _id: string }>(name))
  const [child] = await children!.find().toArray()
  await merged!.insertOne({ ...child!, into: child!._id } as never)
  const died = { dateOfDeath: '2026-10-12' }
  await children!.updateOne({ _id: child!._id }, { $set: died })
  const all = async () => [
    await children!.find().toArray(),
    await merged!.find().toArray(),
    await keys().find().toArray(),
  ]
  const now = await all()
  for (let begun = 0; begun < 2; begun++) {
    for (const stored of [children!, merged!, keys()])
      await stored.updateMany(
        { dateOfDeath: null },
        { $unset: { dateOfDeath: '' } },
        { bypassDocumentValidation: true },
      )
    expect(await migrated(4)).toBe(2)
    expect(await all()).toEqual(now)
  }
})

it('restrictions go on being numbered where those of before ended, as often as it is begun', async () => {
  const counts = connection.db!.collection<{ _id: number; sequence: number }>('restriction_counts')
  const sequences = async (): Promise<number[]> => [
    ...new Set((await counts.find().toArray()).map((one) => one.sequence)),
  ]
  const [last] = await connection.db!.collection('restricted_children').find().sort({ sequence: -1 }).limit(1).toArray()
  const restricted = connection.db!.collection('restricted_children')
  for (let begun = 0; begun < 2; begun++) {
    await counts.deleteMany({ _id: { $gte: begun } })
    await restricted.updateMany({}, { $unset: { counted: '' } }, { bypassDocumentValidation: true })
    await migrated(8)
    expect(await restricted.countDocuments({ counted: { $ne: true } })).toBe(0)
    expect(await sequences()).toEqual([last?.['sequence'] ?? 0])
    expect(await counts.countDocuments()).toBe(16)
  }
})

it('a version that does not count its restrictions is refused by the store', async () => {
  const before = { _id: '222222222222', sequence: 1_000, restricted: true, gender: 'male', facts: [] }
  const name = { given: ['Ada'], family: 'Before' }
  const written = connection
    .db!.collection<{ _id: string }>('restricted_children')
    .insertOne({ ...before, name, dateOfBirth: '2015-01-01' } as never)
  await expect(written).rejects.toThrow('Document failed validation')
})
