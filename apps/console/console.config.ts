import { environmentVariable } from '@contactpoint/runtime/environment'
import type { DemoAccount } from '@contactpoint/demo'
import type { AdmittedSupplier, StackAddress } from '@contactpoint/stack'
import { isAlive } from '@contactpoint/stack/is-alive'
import { projectRoot } from '@contactpoint/stack/project-root'
import { StackError } from '@contactpoint/stack/stack-error'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Folder of the embedded stack: `CONTACTPOINT_FOLDER`, or `.run` in the project. */
export function stackFolder(): string {
  return environmentVariable('CONTACTPOINT_FOLDER') ?? join(projectRoot, '.run')
}

/** What can be known of a stack from outside: how often its services were restarted only where it runs from this folder. */
type PublicAddress = Pick<StackAddress, 'gatewayUrl' | 'logUrl' | 'natsUrl'> & Partial<Pick<StackAddress, 'restarts'>>

/** Where ContactPoint runs: as `GATEWAY_URL`, `LOG_URL` and `NATS_URL` say, or the stack of this folder. @throws StackError */
export async function runningStack(): Promise<PublicAddress> {
  const [gatewayUrl, logUrl, natsUrl] = ['GATEWAY_URL', 'LOG_URL', 'NATS_URL'].map((name) => environmentVariable(name))
  return gatewayUrl && logUrl && natsUrl ? { gatewayUrl, logUrl, natsUrl } : embeddedStack()
}

/** The stack that `npm start` runs from this folder. @throws StackError when none does */
export async function embeddedStack(): Promise<StackAddress> {
  const address = await readJson<StackAddress>('stack.json')
  if (!address || !isAlive(address.supervisorPid))
    throw new StackError('ContactPoint is not running here. Start it with: npm start')
  return address
}

export async function demoAccounts(): Promise<DemoAccount[]> {
  return (await readJson<DemoAccount[]>('demo-accounts.json')) ?? noDemo()
}

export async function demoClients(): Promise<AdmittedSupplier[]> {
  return (await readJson<AdmittedSupplier[]>('demo-clients.json')) ?? noDemo()
}

/** The console's own login on the bus. A secret. */
export async function consoleSeed(): Promise<string> {
  const seed = environmentVariable('NATS_SEED')
  if (seed) return seed
  const secrets = await readJson<{ busSeeds: { console: string } }>('secrets.json')
  if (!secrets) throw new StackError('ContactPoint was never started here. Start it with: npm start')
  return secrets.busSeeds.console
}

async function readJson<T>(name: string): Promise<T | null> {
  const text = await readFile(join(stackFolder(), name), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as T)
}

function noDemo(): never {
  throw new StackError(
    'There are no demo accounts here: the first "npm start" of an embedded stack makes them; elsewhere: demo make.',
  )
}
