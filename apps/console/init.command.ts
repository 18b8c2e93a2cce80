import { makeFirstAccount, projectRoot } from '@contactpoint/stack'
import { Command } from 'commander'

interface Account {
  username: string
  password: string
  pin: string
  totpSecret: string
}

export function initCommand(): Command {
  return new Command('init')
    .description(
      'Makes the first account, an accreditor, and prints its secrets once. Needs MONGODB_ADMIN_URI and MASTER_KEY, or ' +
        'the files that MONGODB_ADMIN_URI_FILE and MASTER_KEY_FILE name, and refuses when there is an account already.',
    )
    .requiredOption('--username <name>', 'small letters, digits, dots and hyphens')
    .requiredOption('--authority <code>', 'DfE code of the authority the person works for, three digits')
    .requiredOption('--organisation <name>', 'whom the person works for')
    .action(init)
}

async function init({ username, authority, organisation }: Record<string, string>): Promise<void> {
  const printed = await makeFirstAccount(projectRoot, {
    ACCOUNT_USERNAME: username!,
    ACCOUNT_AUTHORITY: authority!,
    ACCOUNT_ORGANISATION: organisation!,
  })
  const account = JSON.parse(printed) as Account
  console.log(`The first account, an accreditor. This is shown once; it may sign in for 90 days.

  user name         ${account.username}
  password          ${account.password}
  PIN               ${account.pin}
  token secret      ${account.totpSecret}   (for an authenticator app: six digits, every 30 seconds)`)
}
