import { Command } from 'commander'
import { drillShutOff } from './drill.service.ts'

export function drillCommand(): Command {
  const drill = new Command('drill').description('Tries on the running demonstration what must work on the worst day.')
  drill
    .command('shut-off')
    .description(
      'Shuts everything off, measures how long anything is still shown, and opens it again, with the demo accounts. Everybody else who uses the stack ' +
        'is shut out meanwhile.',
    )
    .option('--json', 'the result as one line of JSON')
    .action(shutOff)
  return drill
}

async function shutOff({ json }: { json?: boolean }): Promise<void> {
  const result = await drillShutOff()
  console.log(
    json
      ? JSON.stringify(result)
      : `Last answer to a session of before   ${result.lastShownMs} ms after the order (${result.asked} asked)
Answered that all copies follow      ${result.followedMs} ms
A shield could be asked for          ${result.protects ? 'yes' : 'NO'}
Nothing was read after signing in    ${result.readsRefused ? 'yes' : 'NO'}
Open again by two                    ${result.reopenedMs} ms after the second said so`,
  )
  if (!result.protects || !result.readsRefused || result.lastShownMs > result.goalMs) process.exitCode = 1
}
