import { adminUri } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { NestFactory } from '@nestjs/core'
import mongoose from 'mongoose'
import { assertSafeConcerns, SAFE_CONCERNS } from './concerns.ts'
import { StoreModule } from './store.module.ts'

let stack: TestStack
let uri: string

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  uri = adminUri(stack.address.mongoPort, stack.secrets)
})

afterAll(() => stack?.remove())

async function connecting(address: string, options: mongoose.ConnectOptions): Promise<void> {
  const connection = await mongoose.createConnection(address, options).asPromise()
  try {
    await assertSafeConcerns(connection)
  } finally {
    await connection.close()
  }
}

async function starting(address: string): Promise<void> {
  const options = { logger: false, abortOnError: false } as const
  const context = await NestFactory.createApplicationContext(
    StoreModule.forRoot(address, { database: 'test', collections: [] }),
    options,
  )
  await context.close()
}

describe('the store of a service (I10)', () => {
  it('is used with writes that a majority has in its journal, and reads of nothing less', async () => {
    expect(SAFE_CONCERNS).toMatchObject({
      writeConcern: { w: 'majority', journal: true },
      readConcern: { level: 'majority' },
    })
    await expect(connecting(uri, SAFE_CONCERNS)).resolves.toBeUndefined()
  })

  it.each([
    ['nothing', {}],
    ['one copy', { ...SAFE_CONCERNS, writeConcern: { w: 1, journal: true } }],
    ['no journal', { ...SAFE_CONCERNS, writeConcern: { w: 'majority', journal: false } }],
    ['a journal left to the server', { ...SAFE_CONCERNS, writeConcern: { w: 'majority' } }],
    ['local reads', { ...SAFE_CONCERNS, readConcern: { level: 'local' } }],
  ] as [string, mongoose.ConnectOptions][])('is refused with %s for a concern', async (_what, options) => {
    await expect(connecting(uri, options)).rejects.toThrow(/^Refusing to start: /)
  })

  it.each(['w=1', 'w=0', 'journal=false', 'w=1&journal=true', 'readConcernLevel=local', 'readConcernLevel=available'])(
    'is refused when the address says %s, and the refusal quotes nothing of it',
    async (concern) => {
      const refusal = await starting(`${uri}&${concern}`).then(
        () => 'it started',
        (error: Error) => error.message,
      )
      expect(refusal).toMatch(/^Refusing to start: .*MongoDB address/)
      expect(refusal).not.toContain(stack.secrets.mongoRootPassword)
    },
    20_000,
  )

  it('is used when the address says the same as we do', async () => {
    await starting(`${uri}&w=majority&journal=true&readConcernLevel=majority`)
  })
})
