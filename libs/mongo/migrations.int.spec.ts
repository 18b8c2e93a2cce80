import { adminUri, serviceUri } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose, { type Connection, Schema } from 'mongoose'
import { setTimeout as sleep } from 'node:timers/promises'
import { collection } from './collection.ts'
import { SAFE_CONCERNS } from './concerns.ts'
import { assertMigrated, type Migration } from './migrations.ts'
import { provisionStore, type StorePlan } from './provision.ts'

let stack: TestStack
let admin: string
let database: string
let made = 0
const open: Connection[] = []

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  admin = adminUri(stack.address.mongoPort, stack.secrets)
})

beforeEach(() => {
  database = `migrations${(made += 1)}`
})

afterAll(async () => {
  await Promise.all(open.map((connection) => connection.close()))
  await stack?.remove()
})

const things = collection('things', new Schema({ _id: { type: String, required: true } }, { versionKey: false }))
const plan = (...migrations: Migration[]): StorePlan => ({ database, collections: [things], migrations })
const provision = (given: StorePlan) => provisionStore(admin, 'secret', given)
const step = (number: number, run: Migration['run'] = async () => undefined): Migration => ({
  number,
  name: 'a step',
  run,
})

async function asService(): Promise<Connection> {
  const connection = await mongoose.createConnection(serviceUri(admin, database, 'secret'), SAFE_CONCERNS).asPromise()
  open.push(connection)
  return connection
}

describe('the migrations of a store', () => {
  it('are made once each, in order, however often and by however many it is provisioned at the same time', async () => {
    const ran: number[] = []
    const slow = [1, 2, 3].map((number) =>
      step(number, async () => {
        ran.push(number)
        await sleep(30)
      }),
    )
    await Promise.all([provision(plan(...slow)), provision(plan(...slow)), provision(plan(...slow))])
    await provision(
      plan(
        ...slow,
        step(4, async () => void ran.push(4)),
      ),
    )
    expect(ran).toEqual([1, 2, 3, 4])
  })

  it('write what the version before knew nothing of, and leave this version’s validators behind', async () => {
    await provision(plan())
    const widened = collection(
      'things',
      new Schema({ _id: { type: String, required: true }, more: String }, { versionKey: false }),
    )
    const widen = step(1, async ({ db }) => {
      const stored = db!.collection<{ _id: string; more?: string }>('things')
      await stored.updateOne({ _id: 'a' }, { $set: { more: 'x' } }, { upsert: true })
    })
    await provision({ ...plan(widen), collections: [widened] })
    const stored = (await asService()).collection<{ _id: string }>('things')
    expect(await stored.findOne()).toEqual({ _id: 'a', more: 'x' })
    await expect(stored.insertOne({ _id: 'b', other: 1 } as { _id: string })).rejects.toThrow('failed validation')
  })

  it('go on in the middle of one that was cut off, and begin the next at its beginning', async () => {
    const began: (string | null)[] = []
    const long = (failsAt: string | null): Migration =>
      step(1, async (_connection, progress) => {
        began.push(progress.reached)
        for (const point of ['a', 'b', 'c'].filter((point) => point > (progress.reached ?? ''))) {
          if (point === failsAt) throw new Error('cut off')
          await progress.reach(point, 1)
        }
      })
    await expect(provision(plan(long('c')))).rejects.toThrow('cut off')
    await provision(
      plan(
        long(null),
        step(2, async (_connection, { reached }) => void began.push(reached)),
      ),
    )
    expect(began).toEqual([null, 'b', null])
  })

  it('go on where one failed', async () => {
    const ran: number[] = []
    const failing = step(2, async () => {
      throw new Error('no')
    })
    const first = step(1, async () => void ran.push(1))
    await expect(provision(plan(first, failing))).rejects.toThrow('no')
    await provision(
      plan(
        first,
        step(2, async () => void ran.push(2)),
      ),
    )
    expect(ran).toEqual([1, 2])
  })

  it('go forward only: a version that knows fewer is refused, in provisioning and when a service starts', async () => {
    await provision(plan(step(1), step(2)))
    await expect(provision(plan(step(1)))).rejects.toThrow('it is too old for this store')
    const connection = await asService()
    await expect(assertMigrated(connection, [step(1)])).rejects.toThrow(
      /^Refusing to start: the store is at migration 2/,
    )
    await expect(assertMigrated(connection, [step(1), step(2), step(3)])).rejects.toThrow(/this version needs 3/)
    await expect(assertMigrated(connection, [step(1), step(2)])).resolves.toBeUndefined()
  })

  it('have numbers without gaps', async () => {
    await expect(provision(plan(step(1), step(3)))).rejects.toThrow('without gaps')
  })

  it('are not for the service to write', async () => {
    await provision(plan(step(1)))
    const connection = await asService()
    await expect(connection.db!.collection('migrations').insertOne({ name: 'x' })).rejects.toThrow(/not authorized/)
  })
})
