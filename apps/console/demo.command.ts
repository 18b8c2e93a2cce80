import { ContactPointClient, ProblemError } from '@contactpoint/client'
import { StackError } from '@contactpoint/stack/stack-error'
import { Command } from 'commander'
import { generateSync } from 'otplib'
import { demoAccounts, runningStack, type DemoAccount } from './console.config.ts'

const STEP_SECONDS = 30

export function demoCommand(): Command {
  const demo = new Command('demo').description('Uses the demo accounts of the embedded stack.')
  demo
    .command('accounts')
    .description('Lists the demo accounts.')
    .action(async () => {
      for (const { username, role, authority } of await demoAccounts())
        console.log(`${username.padEnd(24)} ${role.padEnd(16)} ${authority}`)
    })
  demo
    .command('code')
    .argument('<username>', 'for example practitioner')
    .description('Prints the current one-time code of a demo account.')
    .action(async (username: string) => console.log(currentCode(await account(username))))
  demo
    .command('sign-in')
    .argument('<username>', 'for example practitioner')
    .description(
      'Signs a demo account in and prints an access token, which lives 60 seconds. A code works once: wait 30 seconds between two.',
    )
    .action(async (username: string) => console.log(await signIn(await account(username))))
  return demo
}

async function account(username: string): Promise<DemoAccount> {
  const accounts = await demoAccounts()
  const found = accounts.find((one) => one.username === username)
  if (!found)
    throw new StackError(
      `There is no demo account ${username}. There are: ${accounts.map((one) => one.username).join(', ')}.`,
    )
  return found
}

function currentCode({ totpSecret }: DemoAccount): string {
  return generateSync({ secret: totpSecret })
}

async function signIn(demo: DemoAccount): Promise<string> {
  const { gatewayUrl } = await runningStack()
  const { username, password, pin } = demo
  try {
    const credentials = { username, password, pin, code: currentCode(demo) }
    return (await new ContactPointClient(gatewayUrl).signIn(credentials)).tokens!.last
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'unauthenticated')
      throw new StackError(
        `Not signed in. If ${username} signed in less than ${STEP_SECONDS} seconds ago, wait for the next code.`,
      )
    throw new StackError(`Not signed in: ${(error as Error).message}.`)
  }
}
