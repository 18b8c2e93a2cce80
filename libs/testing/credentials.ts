import type { Stack } from '@contactpoint/stack'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import { nextCode, type TestAccount } from './api-client.ts'
import { asAdministrator } from './database.ts'

const STEP_SECONDS = 30

/** What the holder of a demo account knows and carries. */
export async function demoAccount(stack: { folder: string }, username: string): Promise<TestAccount> {
  const accounts = JSON.parse(await readFile(join(stack.folder, 'demo-accounts.json'), 'utf8')) as TestAccount[]
  return accounts.find((account) => account.username === username)!
}

/** A code that nobody used yet, by identity's own record: on a shared stack other specs sign the same people in. */
export async function unusedCode(stack: Pick<Stack, 'address' | 'secrets'>, account: TestAccount) {
  const databases = await asAdministrator(stack)
  try {
    const identity = databases.db('identity')
    const person = await identity.collection<{ _id: string }>('people').findOne({ username: account.username })
    const authenticators = identity.collection<{ _id: string; lastStep: number }>('authenticators')
    const { lastStep } = (await authenticators.findOne({ _id: person!._id }))!
    return await nextCode(account.totpSecret, lastStep)
  } finally {
    await databases.close()
  }
}

/** What the security token shows so many time steps from now; unlike `nextCode` it does not remember what was used. */
export function codeShown({ totpSecret }: TestAccount, stepsFromNow = 0): string {
  const step = Math.floor(Date.now() / 1000 / STEP_SECONDS) + stepsFromNow
  return generateSync({ secret: totpSecret, epoch: step * STEP_SECONDS })
}
