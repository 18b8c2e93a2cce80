import { api } from '@contactpoint/contracts'
import { makeFirstAccounts, projectRoot } from '@contactpoint/stack'
import { Command } from 'commander'

export function initCommand(): Command {
  return new Command('init')
    .description(
      'Makes the first two accounts, accreditors of the national desk, and prints a code for each once. Needs MONGODB_ADMIN_URI, or the ' +
        'file that MONGODB_ADMIN_URI_FILE names, and refuses when there is an account already.',
    )
    .requiredOption('--first <name>', 'user name of one of them: small letters, digits, dots and hyphens')
    .requiredOption('--second <name>', 'of the other')
    .requiredOption('--organisation <name>', 'whom both work for')
    .action(init)
}

async function init({
  first,
  second,
  organisation,
}: Record<'first' | 'second' | 'organisation', string>): Promise<void> {
  const accounts = await makeFirstAccounts(projectRoot, {
    ...{ FIRST_USERNAME: first, SECOND_USERNAME: second },
    ACCOUNT_ORGANISATION: organisation,
  })
  const lines = accounts.map(({ username, enrolmentCode }) => `  ${username.padEnd(32)}${enrolmentCode}`)
  console.log(`Two accreditors of the national desk may choose what they sign in with. Each code is shown once, works once, and for a week:
hand it to its person alone. They may sign in for 90 days; until then others must have checked them as everybody is checked.

${lines.join('\n')}

  ${api.people.enrol.method} ${api.people.enrol.path} {"username", "enrolmentCode", "password", "pin", "agreement"}`)
}
