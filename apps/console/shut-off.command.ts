import { api, SHUT_OFF_SCOPES, type MakeShutOff } from '@contactpoint/contracts'
import { Command, Option } from 'commander'
import { orderShutOff } from './shut-off.service.ts'

export function shutOffCommand(): Command {
  return new Command('shut-off')
    .description(
      'Shuts the running directory off, at once and without signing in: every session of it ends, and nothing is shown. Shields hold, and are still ' +
        'asked for. ' +
        `Two accreditors open it again (${api.shutOffs.reopen.path}).`,
    )
    .addOption(new Option('--scope <scope>', 'how much').choices([...SHUT_OFF_SCOPES]).makeOptionMandatory())
    .option('--subject <subject>', 'which: code of the authority, id of the organisation, name of the feed')
    .action(shutOff)
}

async function shutOff(ask: MakeShutOff): Promise<void> {
  const { shutOffId, scope, subject, seconds } = await orderShutOff(ask)
  console.log(`Shut off: ${subject ?? scope}, on every copy, after ${seconds.toFixed(1)} s. Its id: ${shutOffId}`)
}
