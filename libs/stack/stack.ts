import { AUDIT_LOG } from '@contactpoint/contracts'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { APPS, provision, startApp, type App } from './apps.ts'
import type { Child } from './child.ts'
import { serviceUri } from './mongo.ts'
import { assertPortFree, freePort } from './ports.ts'
import { projectRoot } from './project-root.ts'
import { stackSecrets, type StackSecrets } from './secrets.ts'
import { startServers, type Servers } from './servers.ts'
import { StackError } from './stack-error.ts'
import { until } from './until.ts'

export interface StackOptions {
  /** Folder of everything the stack keeps; made when missing. */
  folder: string
  /** Port of the gateway on 127.0.0.1; 0 for any free one. */
  gatewayPort: number
  /** Port of the public audit log on 127.0.0.1; any free one when absent. */
  logPort?: number
  /** Only these apps; all when absent. */
  apps?: readonly App[]
  /** Further settings for an app, over the stack's own. */
  settings?: Partial<Record<App, Record<string, string>>>
  onStep?: (text: string) => void
}

/** Where a running stack is; written to `stack.json` in its folder. It holds no secret. */
export interface StackAddress {
  supervisorPid: number
  gatewayUrl: string
  /** The public audit log. */
  logUrl: string
  natsUrl: string
  /** Port of the embedded mongod; 0 when MONGODB_URI named another. */
  mongoPort: number
  metricsPorts: Partial<Record<App, number>>
  /** Process ids at the start; a child that died and was started again has another. */
  pids: Record<string, number>
}

export interface Stack {
  address: StackAddress
  secrets: StackSecrets
  children: ReadonlyMap<string, Child>
  /** Settings a running app was given, for another copy of it. Secrets. */
  settingsOf(app: App): Record<string, string>
  stop(): Promise<void>
}

/**
 * Starts NATS, MongoDB and the apps, provisioning each first, and waits until the gateway says that all are ready.
 *
 * @throws StackError, with everything stopped again
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const step = options.onStep ?? (() => undefined)
  await makeFolder(options.folder)
  const secrets = await stackSecrets(join(options.folder, 'secrets.json'))
  const children = new Map<string, Child>()
  const stop = async (): Promise<void> => {
    for (const child of [...children.values()].reverse().filter(isServer(false))) await child.stop()
    await Promise.all([...children.values()].filter(isServer(true)).map((child) => child.stop()))
    await rm(join(options.folder, 'stack.json'), { force: true })
  }
  try {
    const { address, settingsOf } = await startAll(options, secrets, children, step)
    await writeFile(join(options.folder, 'stack.json'), JSON.stringify(address, null, 2), { mode: 0o600 })
    return { address, secrets, children, settingsOf, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startAll(
  options: StackOptions,
  secrets: StackSecrets,
  children: Map<string, Child>,
  step: (text: string) => void,
): Promise<Pick<Stack, 'address' | 'settingsOf'>> {
  const gatewayPort = options.gatewayPort || (await freePort())
  await assertPortFree(gatewayPort, '--port')
  const logPort = options.logPort ?? (await freePort())
  await assertPortFree(logPort, '--log-port')
  const servers = await startServers(options.folder, secrets, children, step)
  const apps = options.apps ?? APPS
  const places = { ...servers, gatewayPort, logPort, folder: options.folder }
  const metricsPorts: Partial<Record<App, number>> = {}
  for (const app of apps) metricsPorts[app] = await freePort()
  const settingsFor = (app: App): Record<string, string> => ({
    ...appSettings(app, places, secrets),
    METRICS_PORT: String(metricsPorts[app]),
    ...options.settings?.[app],
  })
  const settingsOf = (app: App) => withoutAdmin(settingsFor(app))
  step('provisioning databases')
  await provision(projectRoot, apps, settingsFor)
  step(`starting ${apps.join(', ')}`)
  const logs = join(options.folder, 'logs')
  for (const app of apps) children.set(app, startApp(projectRoot, app, settingsOf(app), logs))
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`
  if (apps.includes('gateway')) await waitUntilReady(gatewayUrl, options.folder)
  const pids = Object.fromEntries([...children].map(([name, child]) => [name, child.pid ?? 0]))
  const { natsUrl, mongoPort } = servers
  const logUrl = `http://127.0.0.1:${logPort}/${AUDIT_LOG}`
  const address = { supervisorPid: process.pid, gatewayUrl, logUrl, natsUrl, mongoPort, metricsPorts, pids }
  return { address, settingsOf }
}

interface Places extends Servers {
  gatewayPort: number
  logPort: number
  folder: string
}

function appSettings(app: App, places: Places, secrets: StackSecrets): Record<string, string> {
  return {
    NATS_URL: places.natsUrl,
    NATS_SEED: secrets.busSeeds[app],
    MONGODB_URI: serviceUri(places.mongoAdminUri, app, secrets.storePasswords[app]),
    MONGODB_ADMIN_URI: places.mongoAdminUri,
    MONGODB_PASSWORD: secrets.storePasswords[app],
    MASTER_KEY: secrets.masterKey,
    PORT: String(places.gatewayPort),
    LOG_PORT: String(places.logPort),
    DEMO_FOLDER: places.folder,
  }
}

/** What only provisioning may know is kept from the running app. */
function withoutAdmin(settings: Record<string, string>): Record<string, string> {
  const { MONGODB_ADMIN_URI: _admin, MONGODB_PASSWORD: _password, DEMO_FOLDER: _demo, ...own } = settings
  return own
}

async function waitUntilReady(gatewayUrl: string, folder: string): Promise<void> {
  const ready = await until(async () => (await fetch(`${gatewayUrl}/health/ready`)).ok, 60_000)
  if (!ready) throw new StackError(`The services did not become ready within a minute; see ${join(folder, 'logs')}`)
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(join(folder, 'logs'), { recursive: true, mode: 0o700 })
    await writeFile(join(folder, '.writable'), '')
  } catch (error) {
    throw new StackError(
      `${folder} cannot be written to. Make it writable, or choose another with CONTACTPOINT_FOLDER.`,
      {
        cause: error,
      },
    )
  }
}

function isServer(wanted: boolean): (child: Child) => boolean {
  return ({ name }) => (name === 'nats' || name === 'mongo') === wanted
}
