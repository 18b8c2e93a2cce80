import type { Stack } from '@contactpoint/stack'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import type { TestAccount } from './api-client.ts'
import { asAdministrator } from './database.ts'

const STEP_SECONDS = 30

/** What the holder of a demo account knows and carries. */
export async function demoAccount(stack: { folder: string }, username: string): Promise<TestAccount> {
  const accounts = JSON.parse(await readFile(join(stack.folder, 'demo-accounts.json'), 'utf8')) as TestAccount[]
  return accounts.find((account) => account.username === username)!
}

/**
 * A code that nobody used yet, by identity's own record, which forgets those of before: on a shared stack other specs sign the same people in,
 * and half a minute for each would be most of what the tests take. That a code is good once is a rule of `sign-in.spec`.
 */
export async function unusedCode(stack: Pick<Stack, 'address' | 'secrets'>, account: TestAccount): Promise<string> {
  await using databases = await asAdministrator(stack)
  const identity = databases.db('identity')
  const person = await identity.collection<{ _id: string }>('people').findOne({ username: account.username })
  await identity
    .collection<{ _id: string }>('authenticators')
    .updateOne({ _id: person!._id }, { $set: { lastStep: 0 } })
  return codeShown(account)
}

/** What the security token shows so many time steps from now; unlike `nextCode` it does not remember what was used. */
export function codeShown({ totpSecret }: TestAccount, stepsFromNow = 0): string {
  const step = Math.floor(Date.now() / 1000 / STEP_SECONDS) + stepsFromNow
  return generateSync({ secret: totpSecret, epoch: step * STEP_SECONDS })
}
