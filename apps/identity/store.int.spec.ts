import { adminUri } from '@contactpoint/stack'
import { aRoom, type Room } from '@contactpoint/testing'
import { MODULES_OF } from '@contactpoint/contracts'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { identity } from './app.module.ts'
import { PeopleService } from './people/people.service.ts'
import { store } from './store.ts'
import { TrainingService } from './training/training.service.ts'

let room: Room
let connection: Connection

beforeAll(async () => {
  room = await aRoom(identity)
  const uri = adminUri(room.stack.address.mongoPort, room.stack.secrets)
  connection = await mongoose.createConnection(uri, { dbName: store.database }).asPromise()
})

afterAll(async () => {
  await connection?.close()
  await room?.close()
})

const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000)
const people = () => connection.db!.collection<{ _id: string }>('people')
const aPerson = (_id: string, role: string, training: object) => ({
  ...{ _id, username: _id, role, authority: '383', organisation: 'Leeds', organisationId: 'o-1', overrideUntil: null },
  ...{ need: 'trains', createdBy: 'x', approvedBy: 'y', agreement: null, attestedUntil: null, closedAt: null },
  preconditions: { identityCheck: inDays(9), enhancedDisclosure: inDays(9), ...training } as Record<
    string,
    Date | null
  >,
})
const kept = async (_id: string) =>
  ((await people().findOne({ _id })) as unknown as { preconditions: Record<string, Date | null> }).preconditions

it('who was trained before there were certificates is so until the same day, with what they are certified for now added to it', async () => {
  // As an older version had left them.
  const before = [
    aPerson('o-1', 'shield-officer', { training: inDays(90), officerTraining: inDays(30) }),
    aPerson('o-2', 'shield-officer', { training: inDays(90), officerTraining: null }),
    aPerson('p-1', 'practitioner', { training: inDays(60) }),
    aPerson('p-2', 'practitioner', { training: null }),
  ]
  await people().insertMany(before, { bypassDocumentValidation: true })
  const [migration] = store.migrations!
  for (let begun = 0; begun < 2; begun++)
    await migration!.run(connection, { reached: null, reach: async () => undefined })
  for (const { _id } of before) expect(await kept(_id)).not.toHaveProperty('officerTraining')
  expect((await kept('o-1')).training).toEqual(before[0]!.preconditions.officerTraining)
  expect((await kept('o-2')).training!.getTime()).toBe(0)
  expect((await kept('p-1')).training).toEqual(before[2]!.preconditions.training)
  expect((await kept('p-2')).training).toBeNull()
  const { certificates } = await room.get(TrainingService).holdingOf('o-1')
  expect(certificates.map(({ module }) => module).sort()).toEqual([...MODULES_OF['shield-officer']].sort())
  expect((await room.get(TrainingService).holdingOf('p-2')).certificates).toEqual([])
})

it('whoever had an account before it had to be approved keeps it, with their organisation accredited and their authority live, once for all who work there', async () => {
  const {
    organisationId: _1,
    need: _2,
    createdBy: _3,
    approvedBy: _4,
    ...old
  } = aPerson('b-1', 'practitioner', { training: inDays(60) })
  const {
    agreement: _5,
    attestedUntil: _6,
    closedAt: _7,
    ...before
  } = { ...old, authority: '201', organisation: 'City' }
  const both = [before, { ...before, _id: 'b-2', username: 'b-2' }]
  await people().insertMany(both, { bypassDocumentValidation: true })
  const now = new Date()
  const eligible = async (_id: string) =>
    room.get(PeopleService).eligibleUntil((await room.get(PeopleService).findById(_id))!, now)
  expect(await eligible('b-1')).toBeNull()
  for (let begun = 0; begun < 2; begun++)
    await store.migrations![1]!.run(connection, { reached: null, reach: async () => undefined })
  for (const { _id } of both) expect(await eligible(_id)).not.toBeNull()
  expect(await connection.db!.collection('organisations').countDocuments({ authority: '201' })).toBe(1)
})

it('who has a key when codes end for such people signs in by none from then on, and nobody else is changed', async () => {
  const [kept, keys] = ['authenticators', 'security_keys'].map((name) =>
    connection.db!.collection<{ _id: string; keysAt?: Date | null }>(name),
  )
  const before = { passwordHash: 'x', pinHash: 'x', totpSeed: Buffer.from('x'), lastStep: 0 }
  for (const _id of ['k-1', 'k-2']) await kept!.insertOne({ _id, ...before })
  const added = { place: 0, credentialId: 'c', publicKey: Buffer.from('x'), counter: 0, addedAt: new Date() }
  await keys!.insertOne({ _id: 'key', personId: 'k-1', ...added, usedAt: null, shutAt: new Date() } as { _id: string })
  const keysAt = async (_id: string) => (await kept!.findOne({ _id }))!.keysAt ?? null
  const run = () => store.migrations![2]!.run(connection, { reached: null, reach: async () => undefined })
  await run()
  const first = await keysAt('k-1')
  expect(first).toBeInstanceOf(Date)
  await run()
  expect([await keysAt('k-1'), await keysAt('k-2')]).toEqual([first, null])
})
