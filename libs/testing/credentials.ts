import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import type { TestAccount } from './api-client.ts'

const STEP_SECONDS = 30

/** What the holder of a demo account knows and carries. */
export async function demoAccount(stack: { folder: string }, username: string): Promise<TestAccount> {
  const accounts = JSON.parse(await readFile(join(stack.folder, 'demo-accounts.json'), 'utf8')) as TestAccount[]
  return accounts.find((account) => account.username === username)!
}

/** What the security token shows so many time steps from now; unlike `nextCode` it does not remember what was used. */
export function codeShown({ totpSecret }: TestAccount, stepsFromNow = 0): string {
  const step = Math.floor(Date.now() / 1000 / STEP_SECONDS) + stepsFromNow
  return generateSync({ secret: totpSecret, epoch: step * STEP_SECONDS })
}
