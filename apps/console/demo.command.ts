import { Command } from 'commander'
import { demoAccounts } from './console.config.ts'
import { currentCode, demoAccountOf, signInDemo } from './demo-sign-in.service.ts'

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
    .action(async (username: string) => console.log(currentCode(await demoAccountOf(username))))
  demo
    .command('sign-in')
    .argument('<username>', 'for example practitioner')
    .description(
      'Signs a demo account in and prints an access token, which lives 60 seconds. A code works once: wait 30 seconds between two.',
    )
    .action(async (username: string) => console.log((await signInDemo(username)).tokens!.last))
  return demo
}
