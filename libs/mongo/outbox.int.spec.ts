import { Fault } from '@contactpoint/contracts'
import { adminUri, serviceUri, until } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { modelOf } from './collection.ts'
import { SAFE_CONCERNS } from './concerns.ts'
import { Leases } from './leases.ts'
import { MOST_ATTEMPTS, Outbox, type OutboxHandler } from './outbox.ts'
import { outbox, type OutboxRow } from './outbox.schema.ts'
import { provisionStore } from './provision.ts'
import { transaction } from './transaction.ts'

let stack: TestStack
let connection: Connection
let made = 0
let copies: Outbox[] = []

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
})

beforeEach(async () => {
  const admin = adminUri(stack.address.mongoPort, stack.secrets)
  const database = `outbox${(made += 1)}`
  await provisionStore(admin, 'secret', { database, collections: [outbox] })
  connection = await mongoose.createConnection(serviceUri(admin, database, 'secret'), SAFE_CONCERNS).asPromise()
})

afterEach(async () => {
  for (const copy of copies) await copy.stop()
  copies = []
  await connection.close()
})

afterAll(() => stack?.remove())

const rows = () => modelOf<OutboxRow>(connection, outbox)
const aCopy = (kinds: Record<string, OutboxHandler>): Outbox => {
  const copy = new Outbox(rows(), new Leases(connection))
  copies.push(copy)
  copy.start({ kinds, onError: () => undefined })
  return copy
}
const add = (copy: Outbox, kind: string, ...ids: string[]) =>
  transaction(connection, () => copy.add(ids.map((id) => ({ _id: id, kind, payload: { id } }))))
const isEmpty = async () => (await rows().countDocuments({ setAside: false })) === 0
const numbered = (count: number, prefix: string) => Array.from({ length: count }, (_one, n) => `${prefix}${n}`)
/** As if its pause were over. */
const atOnce = () => rows().updateMany({}, { $set: { notBefore: new Date(0) } })

describe('work in the outbox', () => {
  it('is done when its transaction has committed, and never when it has not', async () => {
    const done: string[] = []
    const copy = aCopy({ note: async ({ id }: { id: string }) => void done.push(id) })
    const failing = transaction(connection, async () => {
      await copy.add([{ _id: 'lost', kind: 'note', payload: { id: 'lost' } }])
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    await add(copy, 'note', 'kept')
    copy.wake()
    expect(await until(isEmpty, 10_000)).toBe(true)
    expect(done).toEqual(['kept'])
  })

  it('is added in a transaction only, with what makes it due', async () => {
    const added = aCopy({}).add([{ _id: 'n', kind: 'note', payload: {} }])
    await expect(added).rejects.toThrow('in a transaction only')
  })

  it('is not held up by two hundred rows before it that can never succeed', async () => {
    const done: string[] = []
    const copy = aCopy({
      note: async ({ id }: { id: string }) => {
        if (id.startsWith('bad')) throw new Fault('not-found', 'gone')
        done.push(id)
      },
    })
    await add(copy, 'note', ...numbered(200, 'bad'))
    await add(copy, 'note', 'good')
    copy.wake()
    expect(await until(async () => done.includes('good'), 10_000)).toBe(true)
  })

  it('of one kind never waits for another kind', async () => {
    const done: string[] = []
    let free = (): void => undefined
    const held = new Promise<void>((resolve) => (free = resolve))
    const copy = aCopy({ audit: () => held, restrict: async ({ id }: { id: string }) => void done.push(id) })
    await add(copy, 'audit', 'a')
    await add(copy, 'restrict', 'r')
    copy.wake()
    expect(await until(async () => done.includes('r'), 10_000)).toBe(true)
    free()
  })

  it('is begun by each part of a service for its own kinds', async () => {
    const done: string[] = []
    const copy = aCopy({ note: async ({ id }: { id: string }) => void done.push(id) })
    const tell: OutboxHandler = async ({ id }: { id: string }) => void done.push(id)
    copy.start({ kinds: { tell }, onError: () => undefined })
    await add(copy, 'note', 'n')
    await add(copy, 'tell', 't')
    copy.wake()
    expect(await until(isEmpty, 10_000)).toBe(true)
    expect(done.sort()).toEqual(['n', 't'])
  })

  it('is set aside after it failed often enough, and is counted as such', async () => {
    let tries = 0
    const copy = aCopy({
      note: async () => {
        tries += 1
        throw new TypeError('never')
      },
    })
    await add(copy, 'note', 'n')
    const isSetAside = async () => {
      await atOnce()
      copy.wake()
      return (await rows().countDocuments({ setAside: true })) === 1
    }
    expect(await until(isSetAside, 20_000)).toBe(true)
    expect(tries).toBe(MOST_ATTEMPTS)
    expect(await copy.lag()).toEqual([{ kind: 'note', waiting: 0, setAside: 1, oldestSeconds: 0 }])
    expect(await rows().findById('n').lean()).toMatchObject({ failure: 'TypeError' })
  })

  it('is never set aside because somebody is away, however often that is so', async () => {
    let tries = 0
    const copy = aCopy({
      note: async () => {
        tries += 1
        if (tries <= 3 * MOST_ATTEMPTS) throw Fault.unavailable('audit')
      },
    })
    await add(copy, 'note', 'n')
    const isDone = async () => {
      await atOnce()
      copy.wake()
      return (await rows().countDocuments()) === 0
    }
    expect(await until(isDone, 30_000)).toBe(true)
  })

  it('is done by one of three copies, not by each', async () => {
    const done: string[] = []
    const kinds = { note: async ({ id }: { id: string }) => void done.push(id) }
    const [first, ...others] = [aCopy(kinds), aCopy(kinds), aCopy(kinds)]
    await add(first, 'note', ...numbered(50, 'n'))
    for (const copy of [first, ...others]) copy.wake()
    expect(await until(isEmpty, 20_000)).toBe(true)
    expect(done.sort()).toEqual(numbered(50, 'n').sort())
  })

  it('is done by itself when its pause is over', async () => {
    let tries = 0
    const copy = aCopy({
      note: async () => {
        tries += 1
        if (tries === 1) throw Fault.unavailable('audit')
      },
    })
    await add(copy, 'note', 'n')
    copy.wake()
    expect(await until(isEmpty, 10_000)).toBe(true)
    expect(tries).toBe(2)
  })
})
