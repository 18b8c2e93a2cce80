import { ownCall, withCall } from '@contactpoint/bus'
import {
  approveRecovery,
  beginRecovery,
  openSession,
  type MessageClass,
  type RequestContract,
} from '@contactpoint/contracts'
import { until } from '@contactpoint/stack'
import {
  asAdministrator,
  asService,
  codeShown,
  enrolledPerson,
  firstAccountsOverBus,
  startTestStack,
  type TestAccount,
  type TestStack,
} from '@contactpoint/testing'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import type { Person } from '../people/people.schema.ts'

let stack: TestStack
let gateway: Awaited<ReturnType<typeof asService>>
let databases: Awaited<ReturnType<typeof asAdministrator>>
let accreditors: TestAccount[]

beforeAll(async () => {
  stack = await startTestStack({ apps: ['identity'] })
  gateway = await asService(stack, 'gateway')
  databases = await asAdministrator(stack)
  accreditors = await firstAccountsOverBus(stack, gateway.bus)
})

afterAll(async () => {
  await gateway?.connection.close()
  await databases?.close()
  await stack?.remove()
})

const db = () => databases.db('identity')
/** Of four people, how long after the approval is on its way identity is killed, ms: before, in the middle, and after. */
const KILLS = [10, 25, 40, 60]
/** What they sign in with is of no use to anybody here. */
const NOTHING = { passwordHash: 'none', pinHash: 'none', seal: () => Buffer.from('none') }

/** The token of somebody who signs in as soon as identity is there again. */
async function tokenOf(account: TestAccount): Promise<string> {
  let token = ''
  expect(await until(async () => (token = await signIn(account)) !== '', 30_000, 200)).toBe(true)
  return token
}

/** A code is taken, without waiting for the next. */
async function signIn(account: TestAccount): Promise<string> {
  await db()
    .collection('authenticators')
    .updateMany({}, { $set: { lastStep: 0 } })
  const { username, password, pin } = account
  const credentials = { username, password, pin, code: codeShown(account) }
  return (await withCall(ownCall(10_000), () => gateway.bus.ask(openSession, credentials))).accessToken
}

function ask<Question extends object, Answer extends object>(
  token: string,
  contract: RequestContract<Question, Answer> & { question: MessageClass<Question> },
  question: Question,
): Promise<Answer> {
  return withCall({ ...ownCall(10_000), token }, () => gateway.bus.ask(contract, question))
}

/** Of what an approval does, how much is done: all five, or none. */
async function done(personId: string, recoveryId: string): Promise<boolean[]> {
  const count = (name: string, of: object) => db().collection(name).countDocuments(of)
  const person = await db().collection<Person>('people').findOne({ _id: personId })
  const entry = { 'payload.action': 'recovery-approve', 'payload.particulars.recoveryId': recoveryId }
  return [
    (await count('recoveries', { _id: personId })) === 0,
    (await count('authenticators', { _id: personId })) === 0,
    (await count('enrolments', { _id: personId })) === 1,
    (await count('outbox', entry)) === 1,
    person!.agreement === null,
  ]
}

it('a recovery that is approved while identity is killed with -9 is done with its entry, or not at all, and then is approved', async () => {
  const [beginner, approver] = accreditors as [TestAccount, TestAccount]
  for (const afterMs of KILLS) {
    const { personId } = await enrolledPerson(db(), NOTHING)
    const begins = await tokenOf(beginner)
    const { recoveryId } = await ask(begins, beginRecovery, { personId, ground: 'lost', reference: 'ID/1' })
    const token = await tokenOf(approver)
    const approving = ask(token, approveRecovery, { personId, recoveryId }).catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, afterMs))
    await stack.kill('identity')
    await approving
    const again = await tokenOf(approver)
    const after = await done(personId, recoveryId)
    expect(new Set(after).size).toBe(1)
    if (!after[0]) {
      expect(await ask(again, approveRecovery, { personId, recoveryId })).toMatchObject({
        account: { state: 'approved' },
      })
      expect(await done(personId, recoveryId)).toEqual([true, true, true, true, true])
    }
  }
}, 240_000)
