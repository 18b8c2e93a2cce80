import { StackError } from '@contactpoint/stack/stack-error'
import { Command } from 'commander'
import { runningStack } from './console.config.ts'
import { findReadiness } from './readiness.service.ts'

export function statusCommand(): Command {
  return new Command('status')
    .description('Says which services can work now. Exit code 0 when all can.')
    .option('--json', 'as one line of JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const { gatewayUrl, restarts = {} } = await runningStack()
      const readiness = await findReadiness(gatewayUrl)
      if (!readiness) throw new StackError(`The gateway at ${gatewayUrl} does not answer; see the logs.`)
      const { status, services } = readiness
      if (json) console.log(JSON.stringify({ gatewayUrl, gateway: 'ready', ...services, restarts }))
      else
        for (const [service, state] of [['gateway', 'ready'], ...Object.entries(services)])
          console.log(`${service!.padEnd(10)} ${state}${restarted(restarts[service!])}`)
      if (status !== 'ready') process.exitCode = 1
    })
}

function restarted(times = 0): string {
  if (times === 0) return ''
  return `  (died and was started again ${times === 1 ? 'once' : `${times} times`} since the start)`
}
