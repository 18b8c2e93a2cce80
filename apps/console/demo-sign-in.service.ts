import { ContactPointClient, ProblemError } from '@contactpoint/client'
import type { DemoAccount } from '@contactpoint/demo'
import { StackError } from '@contactpoint/stack/stack-error'
import { generateSync } from 'otplib'
import { demoAccounts, runningStack } from './console.config.ts'

const STEP_SECONDS = 30

/** @throws StackError when there is none of that name */
export async function demoAccountOf(username: string): Promise<DemoAccount> {
  const accounts = await demoAccounts()
  const found = accounts.find((one) => one.username === username)
  if (!found)
    throw new StackError(
      `There is no demo account ${username}. There are: ${accounts.map((one) => one.username).join(', ')}.`,
    )
  return found
}

export function currentCode({ totpSecret }: DemoAccount): string {
  return generateSync({ secret: totpSecret })
}

/** Signs a demo account in. @throws StackError */
export async function signInDemo(name: string): Promise<ContactPointClient> {
  const { gatewayUrl } = await runningStack()
  const demo = await demoAccountOf(name)
  const { username, password, pin } = demo
  try {
    return await new ContactPointClient(gatewayUrl).signIn({ username, password, pin, code: currentCode(demo) })
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unauthenticated')
      throw new StackError(
        `Not signed in. If ${username} signed in less than ${STEP_SECONDS} seconds ago, wait for the next code.`,
      )
    throw new StackError(`Not signed in: ${(error as Error).message}.`)
  }
}
