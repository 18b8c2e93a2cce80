import { adminUri, serviceUri } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose, { type Connection, type Model } from 'mongoose'
import { collection, modelOf } from './collection.ts'
import { SAFE_CONCERNS } from './concerns.ts'
import { insertAsIs } from './as-is.ts'
import { provisionStore } from './provision.ts'
import { afterCommit, assertInTransaction, currentSession, transaction } from './transaction.ts'

interface Thing {
  _id: string
  owner: string
}

const things = collection('things', new mongoose.Schema<Thing>({ _id: String, owner: String }, { versionKey: false }))

let stack: TestStack
let connection: Connection
let model: Model<Thing>
let made = 0

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
})

beforeEach(async () => {
  const admin = adminUri(stack.address.mongoPort, stack.secrets)
  const database = `transaction${(made += 1)}`
  await provisionStore(admin, 'secret', { database, collections: [things] })
  const options = { ...SAFE_CONCERNS, autoIndex: false, autoCreate: false }
  connection = await mongoose.createConnection(serviceUri(admin, database, 'secret'), options).asPromise()
  model = modelOf<Thing>(connection, things)
  await model.create({ _id: 'first', owner: 'nobody' })
})

afterEach(() => connection.close())
afterAll(() => stack?.remove())

const driver = () => connection.db!.collection<Thing>(things.name)
const kept = () => driver().find().sort({ _id: 1 }).toArray()
const untouched = [expect.objectContaining({ _id: 'first', owner: 'nobody' })]

/** Everything a repository may do to write. */
const WRITES: Record<string, () => Promise<unknown>> = {
  create: () => model.create({ _id: 'new', owner: 'me' }),
  insertMany: () => model.insertMany([{ _id: 'new', owner: 'me' }]),
  insertAsIs: () => insertAsIs(model, [{ _id: 'new', owner: 'me' }]),
  bulkWrite: () => model.bulkWrite([{ insertOne: { document: { _id: 'new', owner: 'me' } } }]),
  updateOne: () => model.updateOne({ _id: 'first' }, { $set: { owner: 'me' } }).exec(),
  updateMany: () => model.updateMany({}, { $set: { owner: 'me' } }).exec(),
  replaceOne: () => model.replaceOne({ _id: 'first' }, { owner: 'me' }).exec(),
  findOneAndUpdate: () => model.findOneAndUpdate({ _id: 'first' }, { $set: { owner: 'me' } }).exec(),
  deleteOne: () => model.deleteOne({ _id: 'first' }).exec(),
  deleteMany: () => model.deleteMany({}).exec(),
  'the driver': () => driver().deleteOne({ _id: 'first' }, { session: currentSession() }),
}

describe('a transaction', () => {
  it.each(Object.keys(WRITES))(
    'that fails leaves nothing behind of a write by %s, though nobody handed it a session',
    async (by) => {
      const work = transaction(connection, async () => {
        await WRITES[by]!()
        throw new Error('no')
      })
      await expect(work).rejects.toThrow('no')
      expect(await kept()).toEqual(untouched)
      await transaction(connection, async () => void (await WRITES[by]!()))
      expect(await kept()).not.toEqual(untouched)
    },
  )

  it('reads what it has written itself, and nobody else does before it has committed', async () => {
    let written = (): void => undefined
    let goOn = (): void => undefined
    const hasWritten = new Promise<void>((resolve) => (written = resolve))
    const mayGoOn = new Promise<void>((resolve) => (goOn = resolve))
    const work = transaction(connection, async () => {
      await model.create({ _id: 'new', owner: 'me' })
      written()
      await mayGoOn
      return [await model.exists({ _id: 'new' }), await model.countDocuments(), await model.distinct('_id')]
    })
    await hasWritten
    expect([await model.exists({ _id: 'new' }), await model.countDocuments()]).toEqual([null, 1])
    goOn()
    expect(await work).toEqual([{ _id: 'new' }, 2, ['first', 'new']])
  })

  it('knows nothing of another at the same moment: the one fails, the other stays', async () => {
    const sessions = new Set<unknown>()
    let arrived = (): void => undefined
    const both = new Promise<void>((resolve) => (arrived = resolve))
    const work = (_id: string, fails: boolean) =>
      transaction(connection, async () => {
        if (sessions.add(currentSession()).size === 2) arrived()
        await both
        await insertAsIs(model, [{ _id, owner: 'me' }])
        await model.updateOne({ _id }, { $set: { owner: 'still me' } })
        if (fails) throw new Error('no')
      })
    const outcomes = await Promise.allSettled([work('lost', true), work('new', false)])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(await kept()).toEqual([...untouched, expect.objectContaining({ _id: 'new', owner: 'still me' })])
  })

  it('is over when it is over: what comes after is in none', async () => {
    await transaction(connection, async () => {
      assertInTransaction()
      await model.create({ _id: 'new', owner: 'me' })
    })
    expect(currentSession()).toBeUndefined()
    expect(assertInTransaction).toThrow('in a transaction only')
    await model.updateOne({ _id: 'new' }, { $set: { owner: 'somebody' } })
    await insertAsIs(model, [{ _id: 'newer', owner: 'me' }])
    expect((await kept()).map(({ owner }) => owner)).toEqual(['nobody', 'somebody', 'me'])
  })

  it('is run again when it raced another, and takes part anew', async () => {
    let runs = 0
    await transaction(connection, async () => {
      runs += 1
      await model.exists({})
      if (runs === 1) await driver().updateOne({ _id: 'first' }, { $set: { owner: 'the other' } })
      await model.updateOne({ _id: 'first' }, { $set: { owner: 'me' } })
    })
    expect(runs).toBe(2)
    expect(await kept()).toMatchObject([{ _id: 'first', owner: 'me' }])
  })

  it('begins what comes after it once it is committed, once however often it ran and it was asked for, and outside of it', async () => {
    const seen: unknown[] = []
    const begin = () => seen.push(currentSession())
    let runs = 0
    await transaction(connection, async () => {
      runs += 1
      afterCommit(begin)
      await model.exists({})
      if (runs === 1) await driver().updateOne({ _id: 'first' }, { $set: { owner: 'the other' } })
      await model.updateOne({ _id: 'first' }, { $set: { owner: 'me' } })
      afterCommit(begin)
      expect(seen).toEqual([])
    })
    expect([runs, seen]).toEqual([2, [undefined]])
  })

  it('begins nothing after it that it was asked for before it failed, nor is anybody asked outside of one', async () => {
    let begun = 0
    const work = transaction(connection, async () => {
      afterCommit(() => (begun += 1))
      await model.exists({})
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(begun).toBe(0)
    expect(() => afterCommit(() => undefined)).toThrow('in a transaction only')
  })

  it('is never begun inside another, which then leaves nothing behind', async () => {
    const work = transaction(connection, async () => {
      await model.create({ _id: 'new', owner: 'me' })
      await transaction(connection, async () => void (await model.deleteMany({})))
    })
    await expect(work).rejects.toThrow('running already')
    expect(await kept()).toEqual(untouched)
  })
})
