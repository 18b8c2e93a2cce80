import { adminUri, eventually, serviceUri, until } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { setTimeout as sleep } from 'node:timers/promises'
import { SAFE_CONCERNS } from './concerns.ts'
import { Leases } from './leases.ts'
import { provisionStore } from './provision.ts'
import { Sweep } from './sweep.ts'

let stack: TestStack
let connection: Connection
let made = 0

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
})

beforeEach(async () => {
  await provisionStore(admin(), 'secret', { database: `leases${(made += 1)}`, collections: [] })
  connection = await anotherConnection()
})

afterEach(() => mongoose.disconnect())
afterAll(() => stack?.remove())

const admin = () => adminUri(stack.address.mongoPort, stack.secrets)
const anotherConnection = () =>
  mongoose.createConnection(serviceUri(admin(), `leases${made}`, 'secret'), SAFE_CONCERNS).asPromise()

const times = (count: number) => Array.from({ length: count }, (_, n) => n)
const copies = (count: number) => Array.from({ length: count }, () => new Leases(connection))
const LONG = 60_000

describe('a lease', () => {
  it('has one holder, who may renew it', async () => {
    const [first, second] = copies(2)
    expect(await first!.take('work', LONG)).toBe(true)
    expect(await second!.take('work', LONG)).toBe(false)
    expect(await first!.take('work', LONG)).toBe(true)
    expect(await second!.take('other work', LONG)).toBe(true)
  })

  it('has one holder, whoever of thirty copies asks at the same moment, new or run out', async () => {
    const all = copies(30)
    const holders = async () => (await Promise.all(all.map((leases) => leases.take('work', LONG)))).filter(Boolean)
    expect(await holders()).toEqual([true])
    await connection.collection<{ _id: string }>('leases').updateOne({ _id: 'work' }, { $set: { until: new Date(0) } })
    expect(await holders()).toEqual([true])
  })

  it('has at most one holder, however often copies that never heard of it take it together', async () => {
    const all = (await Promise.all(times(8).map(anotherConnection))).map((one) => new Leases(one))
    for (const round of times(150)) {
      const taken = await Promise.all(all.map((leases) => leases.take(`work ${round}`, 4_000)))
      const again = await Promise.all(all.map((leases) => leases.take(`work ${round}`, 4_000)))
      expect([round, taken.filter(Boolean).length, again]).toEqual([round, 1, taken])
    }
  })

  it('goes to another when its time is over, and the first finds out when it asks', async () => {
    const [first, second] = copies(2)
    expect(await first!.take('work', 200)).toBe(true)
    expect(await until(() => second!.take('work', LONG), 10_000, 20)).toBe(true)
    expect(await first!.take('work', LONG)).toBe(false)
  })

  it('goes to another at once when it is given up, but not when somebody else gives it up', async () => {
    const [first, second] = copies(2)
    await first!.take('work', LONG)
    await second!.release('work')
    expect(await second!.take('work', LONG)).toBe(false)
    await first!.release('work')
    expect(await second!.take('work', LONG)).toBe(true)
  })

  it("is free when the database's clock was set back, and does not wait for the old time to come again", async () => {
    const [first, second] = copies(2)
    await first!.take('work', LONG)
    expect(await second!.take('work', LONG)).toBe(false)
    const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000)
    await connection.collection<{ _id: string }>('leases').updateOne({ _id: 'work' }, { $set: { until: tomorrow } })
    expect(await second!.take('work', LONG)).toBe(true)
    expect(await first!.take('work', LONG)).toBe(false)
  })

  describe('on a machine whose clock is a day ahead', () => {
    afterEach(() => void jest.useRealTimers())

    it('runs by the time of the database: nobody else takes it early, and nobody holds it longer', async () => {
      const [first, second, third] = copies(3)
      await first!.take('work', LONG)
      jest.useFakeTimers({ now: Date.now() + 24 * 60 * 60 * 1000, doNotFake: NOT_THE_DATE })
      expect(await second!.take('work', LONG)).toBe(false)
      await second!.take('other work', 200)
      jest.useRealTimers()
      expect(await until(() => third!.take('other work', LONG), 10_000, 20)).toBe(true)
    })
  })
})

const NOT_THE_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const satisfies readonly unknown[] as never

describe('a sweep', () => {
  const onError = (error: unknown) => {
    throw error
  }

  it('works in one of three copies at a time, never twice at a time, however often it is woken', async () => {
    let [atOnce, mostAtOnce, rounds] = [0, 0, 0]
    const work = async (): Promise<void> => {
      atOnce += 1
      mostAtOnce = Math.max(mostAtOnce, atOnce)
      await sleep(5)
      atOnce -= 1
      rounds += 1
    }
    const sweeps = copies(3).map((leases) => new Sweep({ name: 'work', everyMs: 3, leases, work, onError }))
    for (const sweep of sweeps) sweep.start()
    expect(await until(async () => (sweeps.forEach((sweep) => sweep.wake()), rounds >= 20), 20_000, 1)).toBe(true)
    await Promise.all(sweeps.map((sweep) => sweep.stop()))
    expect(mostAtOnce).toBe(1)
    expect(atOnce).toBe(0)
  })

  it('does one more round when it is woken during one, so that no news is missed', async () => {
    let rounds = 0
    const [leases] = copies(1)
    const sweep: Sweep = new Sweep({
      name: 'work',
      everyMs: LONG,
      leases: leases!,
      work: async () => {
        rounds += 1
        if (rounds === 1) for (let times = 0; times < 5; times++) sweep.wake()
      },
      onError,
    })
    sweep.start()
    expect(await until(async () => rounds === 2, 10_000, 10)).toBe(true)
    await sweep.stop()
    expect(rounds).toBe(2)
  })

  it('is taken up by another copy when the first stops, and tells a long round that it may not go on', async () => {
    const [first, second] = copies(2)
    const told: boolean[] = []
    const long = new Sweep({
      name: 'work',
      everyMs: LONG,
      leases: first!,
      work: async (mayGoOn) => {
        told.push(mayGoOn())
        while (mayGoOn()) await sleep(5)
        told.push(mayGoOn())
      },
      onError,
    })
    long.start()
    await eventually(async () => told.length === 1, 10_000, 5)
    expect(await second!.take('work', LONG)).toBe(false)
    await long.stop()
    expect(told).toEqual([true, false])
    expect(await second!.take('work', LONG)).toBe(true)
  })

  it('goes on after a round that failed', async () => {
    let rounds = 0
    const failures: unknown[] = []
    const sweep = new Sweep({
      name: 'work',
      everyMs: 5,
      leases: copies(1)[0]!,
      work: async () => {
        rounds += 1
        if (rounds === 1) throw new Error('cut off')
      },
      onError: (error) => failures.push(error),
    })
    sweep.start()
    expect(await until(async () => rounds >= 2, 10_000, 5)).toBe(true)
    await sweep.stop()
    expect(failures).toHaveLength(1)
  })
})
