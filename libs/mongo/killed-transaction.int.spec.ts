import { adminUri } from '@contactpoint/stack'
import { startTestStack, type TestStack } from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import mongoose, { type Connection } from 'mongoose'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { currentSession, transaction } from './transaction.ts'

/** Begins a transaction, writes the document, says so, and goes no further. */
const PROGRAM = `
import { MongoClient } from 'mongodb'
const client = await MongoClient.connect(process.argv[1])
const session = client.startSession()
session.startTransaction()
await client.db('killed').collection('things').updateOne({ _id: 'a' }, { $set: { by: 'the killed one' } }, { session })
console.log('written')
setInterval(() => undefined, 1_000)
`

let stack: TestStack
let connection: Connection

beforeAll(async () => {
  stack = await startTestStack({ apps: [] })
  connection = await mongoose
    .createConnection(adminUri(stack.address.mongoPort, stack.secrets), { dbName: 'killed' })
    .asPromise()
})

afterAll(async () => {
  await connection?.close()
  await stack?.remove()
})

it('what a service had begun when it was killed with -9 holds up no other for longer than askers try again', async () => {
  const things = connection.db!.collection<{ _id: string; by: string }>('things')
  await things.insertOne({ _id: 'a', by: 'nobody' })
  const uri = adminUri(stack.address.mongoPort, stack.secrets)
  const killed = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, uri], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(killed.stdout!, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  await transaction(connection, async () => {
    await things.updateOne({ _id: 'a' }, { $set: { by: 'the next one' } }, { session: currentSession() })
  })
  expect(await things.findOne({ _id: 'a' })).toMatchObject({ by: 'the next one' })
}, 25_000)
