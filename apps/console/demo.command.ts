import { makeDemo } from '@contactpoint/demo'
import { Command } from 'commander'
import { demoAccounts, runningStack, stackFolder } from './console.config.ts'
import { currentCode, demoAccountOf, signInDemo } from './demo-sign-in.service.ts'

export function demoCommand(): Command {
  const demo = new Command('demo').description('Makes the demo accounts and uses them.')
  demo
    .command('make')
    .description(
      'Lets in the demo accounts through the API, where nobody is yet; the first "npm start" does so by itself. Needs MONGODB_ADMIN_URI, or the ' +
        'file that MONGODB_ADMIN_URI_FILE names.',
    )
    .action(async () => {
      const { gatewayUrl } = await runningStack()
      await makeDemo({ gatewayUrl, folder: stackFolder(), onStep: (text) => console.log(`  … ${text}`) })
      console.log('The demo accounts are made. List them with: demo accounts')
    })
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
