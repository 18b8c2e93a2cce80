import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { environmentVariable } from '@contactpoint/runtime'
import { findBinary, MONGOD, NATS_SERVER } from './binaries.ts'
import type { Child } from './child.ts'
import { adminUri, startMongo } from './mongo.ts'
import { startNats } from './nats.ts'
import { natsAuthorization } from './nats-permissions.ts'
import { assertPortFree, freePort } from './ports.ts'
import { projectRoot } from './project-root.ts'
import { publicKeyOf, type StackSecrets } from './secrets.ts'

/** The broker and the database a stack uses. */
export interface Servers {
  natsUrl: string
  /** A secret. */
  mongoAdminUri: string
  /** On this machine; 0 when the database is elsewhere. */
  mongoPort: number
}

type Step = (text: string) => void

/** NATS and MongoDB: those that `NATS_URL` and `MONGODB_URI` (as an administrator) name, or our own, added to the children. */
export async function startServers(
  folder: string,
  secrets: StackSecrets,
  children: Map<string, Child>,
  step: Step,
): Promise<Servers> {
  const [natsUrl, mongo] = await Promise.all([
    foreignNats(folder, secrets, step) ?? ownNats(folder, secrets, children, step),
    foreignMongo(step) ?? ownMongo(folder, secrets, children, step),
  ])
  return { natsUrl, ...mongo }
}

/** Has the programs of our own servers at hand before anything waits for them. @throws StackError, see `findBinary` */
export async function fetchServers(step: Step): Promise<void> {
  if (!environmentVariable('NATS_URL')) await findBinary(NATS_SERVER, cacheFolder(), step)
  if (!environmentVariable('MONGODB_URI')) await findBinary(MONGOD, cacheFolder(), step)
}

/** A server that is not ours must be given our users: they are written to a file and named. */
function foreignNats(folder: string, secrets: StackSecrets, step: Step): Promise<string> | null {
  const url = environmentVariable('NATS_URL')
  if (!url) return null
  const file = join(folder, 'nats-permissions.conf')
  step(`using NATS_URL; that server needs the users in ${file}`)
  return writeFile(
    file,
    natsAuthorization((service) => publicKeyOf(secrets.busSeeds[service])),
  ).then(() => url)
}

function foreignMongo(step: Step): { mongoAdminUri: string; mongoPort: number } | null {
  const mongoAdminUri = environmentVariable('MONGODB_URI')
  if (!mongoAdminUri) return null
  step('using MONGODB_URI')
  return { mongoAdminUri, mongoPort: 0 }
}

async function ownNats(
  folder: string,
  secrets: StackSecrets,
  children: Map<string, Child>,
  step: Step,
): Promise<string> {
  const binary = await findBinary(NATS_SERVER, cacheFolder(), step)
  step('starting nats-server')
  const port = await freePort()
  children.set('nats', await startNats(binary, folder, port, secrets))
  return `nats://127.0.0.1:${port}`
}

async function ownMongo(folder: string, secrets: StackSecrets, children: Map<string, Child>, step: Step) {
  const binary = await findBinary(MONGOD, cacheFolder(), step)
  step('starting mongod')
  const mongoPort = await keptPort(join(folder, 'mongo.port'))
  children.set('mongo', await startMongo(binary, folder, mongoPort, secrets))
  return { mongoAdminUri: adminUri(mongoPort, secrets), mongoPort }
}

function cacheFolder(): string {
  return environmentVariable('CONTACTPOINT_CACHE') ?? join(projectRoot, '.cache', 'bin')
}

/** A replica set knows its members by port, so the port is kept between starts. */
async function keptPort(file: string): Promise<number> {
  const kept = Number(await readFile(file, 'utf8').catch(() => ''))
  if (kept) {
    await assertPortFree(kept, `npm start -- --fresh (the data in ${dirname(file)} belongs to that port)`)
    return kept
  }
  const port = await freePort()
  await writeFile(file, String(port))
  return port
}
