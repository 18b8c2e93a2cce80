import { writeFile } from 'node:fs/promises'
import { connect as connectSocket } from 'node:net'
import { join } from 'node:path'
import { environmentWith } from '@contactpoint/runtime'
import { Child } from './child.ts'
import { natsAuthorization } from './nats-permissions.ts'
import { publicKeyOf, type StackSecrets } from './secrets.ts'
import { StackError } from './stack-error.ts'
import { until } from './until.ts'

/** What nats-server is told: one login a service with the permissions of the contracts; no JetStream. */
export function natsConfiguration(listen: string, secrets: StackSecrets): string {
  const authorization = natsAuthorization((service) => publicKeyOf(secrets.busSeeds[service]))
  return `listen: "${listen}"\nserver_name: contactpoint\nmax_payload: 1048576\n${authorization}`
}

/** Starts nats-server, so configured. */
export async function startNats(binary: string, folder: string, port: number, secrets: StackSecrets): Promise<Child> {
  const configFile = join(folder, 'nats.conf')
  await writeFile(configFile, natsConfiguration(`127.0.0.1:${port}`, secrets), { mode: 0o600 })
  const child = new Child({
    name: 'nats',
    kind: 'server',
    command: binary,
    args: ['--config', configFile],
    env: environmentWith({}),
    logFile: join(folder, 'logs', 'nats.log'),
  })
  child.start()
  if (await until(() => accepts(port), 10_000)) return child
  await child.stop()
  throw new StackError(`nats-server did not start; see ${join(folder, 'logs', 'nats.log')}`)
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connectSocket(port, '127.0.0.1')
    socket.once('connect', () => (socket.destroy(), resolve(true)))
    socket.once('error', () => resolve(false))
  })
}
