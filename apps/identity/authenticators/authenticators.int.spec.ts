import { modelOf, provisionStore, SAFE_CONCERNS } from '@contactpoint/mongo'
import { adminUri, serviceUri } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { setTimeout as sleep } from 'node:timers/promises'
import { AuthenticatorsRepository } from './authenticators.repository.ts'
import { attempts, authenticators, type Attempts, type Authenticator } from './authenticators.schema.ts'

let stack: TestStack
let connection: Connection
let repository: AuthenticatorsRepository
let made = 0

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
})

beforeEach(async () => {
  const admin = adminUri(stack.address.mongoPort, stack.secrets)
  const database = `identity${(made += 1)}`
  await provisionStore(admin, 'secret', { database, collections: [authenticators, attempts] })
  const options = { ...SAFE_CONCERNS, autoIndex: false, autoCreate: false, maxPoolSize: 60, minPoolSize: 60 }
  connection = await mongoose.createConnection(serviceUri(admin, database, 'secret'), options).asPromise()
  const people = modelOf<Authenticator>(connection, authenticators)
  repository = new AuthenticatorsRepository(people, modelOf<Attempts>(connection, attempts))
  const authenticator = { passwordHash: 'x', pinHash: 'x', totpSeed: Buffer.from('x'), lastStep: 0 }
  await people.create(['p-1', 'p-2'].map((_id) => ({ _id, ...authenticator })))
})

afterEach(() => connection.close())
afterAll(() => stack?.remove())

const atOnce = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work))
const countTry = async (...given: Parameters<typeof repository.countTry>) =>
  (await repository.countTry(...given)).isOpen
const yes = (answers: boolean[]) => answers.filter(Boolean).length

describe('a time step of a security token (S12)', () => {
  it('is taken by one of fifty requests at the same moment, time after time', async () => {
    for (const step of [100, 101, 102, 103, 104])
      expect(yes(await atOnce(50, () => repository.takeStep('p-1', step)))).toBe(1)
  })

  it('is not taken after a later one, and is the matter of one person only', async () => {
    expect(await repository.takeStep('p-1', 100)).toBe(true)
    expect(await repository.takeStep('p-1', 99)).toBe(false)
    expect(await repository.takeStep('p-1', 100)).toBe(false)
    expect(await repository.takeStep('p-2', 100)).toBe(true)
    expect(await repository.takeStep('nobody', 100)).toBe(false)
  })
})

describe('the tries of an account (S12)', () => {
  it('are counted each, also when fifty come at the same moment and are the first', async () => {
    for (const key of ['account:a', 'account:b', 'account:c'])
      expect(yes(await atOnce(50, () => countTry(key, 5, 60_000)))).toBe(5)
  })

  it('are shut by one of them: the last that is within the limit', async () => {
    const tries = await atOnce(50, () => repository.countTry('account:a', 5, 60_000))
    expect(yes(tries.map(({ isLast }) => isLast))).toBe(1)
    expect(await repository.countTry('account:a', 5, 60_000)).toEqual({ isOpen: false, isLast: false })
  })

  it('are counted afresh when their time is over, which tries meanwhile do not put off', async () => {
    expect(yes(await atOnce(20, () => countTry('account:a', 5, 700)))).toBe(5)
    await sleep(400)
    expect(await countTry('account:a', 5, 700)).toBe(false)
    await sleep(400)
    expect(await countTry('account:a', 5, 700)).toBe(true)
  })

  it('are forgiven when one succeeds: all of the account, one of the address', async () => {
    await atOnce(5, () => countTry('account:a', 5, 60_000))
    await atOnce(5, () => countTry('address:x', 5, 60_000))
    await repository.forgive('account:a', 'address:x')
    expect(await countTry('account:a', 5, 60_000)).toBe(true)
    expect(await countTry('address:x', 5, 60_000)).toBe(true)
    expect(await countTry('address:x', 5, 60_000)).toBe(false)
  })
})
