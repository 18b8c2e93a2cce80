import { AUDIT_LOG } from '@contactpoint/contracts'
import { renameSync, writeFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { APPS, provision, startApp, type App, type Program } from './apps.ts'
import type { Child } from './child.ts'
import { serviceUri } from './mongo.ts'
import { readLogKey } from './log-key.ts'
import { freePort, freePorts, type Ports } from './ports.ts'
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
  /** Port of the pages on 127.0.0.1, 0 for any free one; without it there are no pages. */
  webPort?: number
  /** Only these apps; all when absent. */
  apps?: readonly App[]
  /** A broker and a database that run already, and are not ours to stop; when absent, the stack starts its own. */
  servers?: Servers
  /** Further settings for an app, over the stack's own. */
  settings?: Partial<Record<App, Record<string, string>>>
  onStep?: (text: string) => void
  /** Told when a child died and was started again, and how often that was. */
  onRestart?: (name: string, times: number) => void
  /** Ends the start: nothing is in anybody's hands yet, so that it need not wait. */
  signal?: AbortSignal
}

/** Where a running stack is; written to `stack.json` in its folder. It holds no secret. */
export interface StackAddress {
  supervisorPid: number
  gatewayUrl: string
  /** The public audit log. */
  logUrl: string
  /** The pages; absent when they were not started. */
  webUrl?: string
  natsUrl: string
  /** Port of mongod on this machine; 0 when MONGODB_URI named another. */
  mongoPort: number
  metricsPorts: Partial<Record<App, number>>
  /** Process ids as they are now: a child that died and was started again has another. */
  pids: Record<string, number>
  /** How often each died and was started again. */
  restarts: Record<string, number>
}

export interface Stack {
  address: StackAddress
  secrets: StackSecrets
  /** Address of its MongoDB as an administrator. A secret. */
  mongoAdminUri: string
  children: ReadonlyMap<string, Child>
  /** Settings a running app was given, for another copy of it. Secrets. */
  settingsOf(app: Program): Record<string, string>
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
  let isStopping = false
  const stop = async (): Promise<void> => {
    isStopping = true
    if (options.signal?.aborted)
      await Promise.all([...children.values()].filter(isServer(false)).map((one) => one.stop()))
    for (const child of [...children.values()].reverse().filter(isServer(false))) await child.stop()
    await Promise.all([...children.values()].filter(isServer(true)).map((child) => child.stop()))
    await rm(join(options.folder, 'stack.json'), { force: true })
  }
  try {
    const { address, mongoAdminUri, settingsOf } = await startAll(options, secrets, children, step)
    tellOf(address, children, options.folder)
    for (const [name, child] of children)
      child.onRestart = () => {
        if (isStopping) return
        tellOf(address, children, options.folder)
        options.onRestart?.(name, child.restarts)
      }
    return { address, secrets, mongoAdminUri, children, settingsOf, stop }
  } catch (error) {
    await stop()
    if (options.signal?.aborted) throw new StackError('Stopped before it was ready.')
    throw error
  }
}

/** Writes `stack.json` as things are. Whole or not at all: whoever reads it may do so at any time. */
function tellOf(address: StackAddress, children: ReadonlyMap<string, Child>, folder: string): void {
  address.pids = Object.fromEntries([...children].map(([name, child]) => [name, child.pid ?? 0]))
  address.restarts = Object.fromEntries([...children].map(([name, child]) => [name, child.restarts]))
  const file = join(folder, 'stack.json')
  writeFileSync(`${file}.part`, JSON.stringify(address, null, 2), { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

async function startAll(
  options: StackOptions,
  secrets: StackSecrets,
  children: Map<string, Child>,
  step: (text: string) => void,
): Promise<Pick<Stack, 'address' | 'mongoAdminUri' | 'settingsOf'>> {
  const { gatewayPort, logPort, webPort } = await freePorts(options)
  const { signal } = options
  const servers = options.servers ?? (await unless(signal, startServers(options.folder, secrets, children, step)))
  const apps = options.apps ?? APPS
  const places = { ...servers, gatewayPort, logPort, webPort }
  const metricsPorts: Partial<Record<App, number>> = {}
  for (const app of apps) metricsPorts[app] = await freePort()
  const settingsFor = (app: App): Record<string, string> => ({
    ...appSettings(app, places, secrets),
    METRICS_PORT: String(metricsPorts[app]),
    ...options.settings?.[app],
  })
  const logUrl = `http://127.0.0.1:${logPort}/${AUDIT_LOG}`
  let logKey = ''
  const settingsOf = (app: Program) =>
    app === 'web' ? webSettings(places, secrets, logKey) : withoutAdmin(settingsFor(app))
  step('provisioning databases')
  await provision(projectRoot, apps, settingsFor, { onStep: step, signal })
  signal?.throwIfAborted()
  step(`starting ${apps.join(', ')}`)
  const logs = join(options.folder, 'logs')
  for (const app of apps) children.set(app, startApp(projectRoot, app, settingsOf(app), logs))
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`
  if (apps.includes('gateway')) await waitUntilReady(`${gatewayUrl}/health/ready`, options.folder, signal)
  if (webPort && apps.includes('audit')) logKey = await readLogKey(logUrl)
  const webUrl = webPort && (await startPages(webPort, settingsOf('web'), options, children))
  const { natsUrl, mongoPort, mongoAdminUri } = servers
  const where = { gatewayUrl, logUrl, natsUrl, mongoPort, metricsPorts, ...(webUrl && { webUrl }) }
  return { address: { supervisorPid: process.pid, ...where, pids: {}, restarts: {} }, mongoAdminUri, settingsOf }
}

/** The pages, as any client of the gateway: they start when it is ready. @returns where they are */
async function startPages(
  port: number,
  settings: Record<string, string>,
  { folder, signal, onStep }: StackOptions,
  children: Map<string, Child>,
): Promise<string> {
  onStep?.('starting web')
  children.set('web', startApp(projectRoot, 'web', settings, join(folder, 'logs')))
  await waitUntilReady(`http://127.0.0.1:${port}/health/live`, folder, signal)
  return `http://localhost:${port}`
}

type Places = Servers & Ports

function webSettings(
  { gatewayPort, webPort }: Places,
  { sessionKey }: StackSecrets,
  logKey: string,
): Record<string, string> {
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`
  return { PORT: String(webPort), GATEWAY_URL: gatewayUrl, SESSION_KEY: sessionKey, LOG_KEY: logKey }
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
    // The pages stand before the gateway, on this machine.
    TRUSTED_PROXIES: '127.0.0.1',
    LOG_PORT: String(places.logPort),
  }
}

/** What only provisioning may know is kept from the running app. */
function withoutAdmin(settings: Record<string, string>): Record<string, string> {
  const { MONGODB_ADMIN_URI: _admin, MONGODB_PASSWORD: _password, ...own } = settings
  return own
}

/** The servers' own start cannot be cut short; they end with us. */
function unless<T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> {
  if (!signal) return work
  signal.throwIfAborted()
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) =>
      signal.addEventListener('abort', () => reject(new StackError('Stopped.')), { once: true }),
    ),
  ])
}

async function waitUntilReady(url: string, folder: string, signal?: AbortSignal): Promise<void> {
  const ready = await until(async () => (await fetch(url)).ok, 60_000, 100, signal)
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
