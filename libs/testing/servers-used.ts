import { environmentVariable } from '@contactpoint/runtime'
import type { Servers } from '@contactpoint/stack'
import { MongoClient } from 'mongodb'
import { appendFile } from 'node:fs/promises'
import { connect } from 'node:net'
import type { ServerImages } from './container-images.ts'

/** Versions, as the servers themselves report them. */
export interface ServerVersions {
  mongod: string
  natsServer: string
}

/** One line for whoever reads the end of a test run. */
export function serversLine({ mongod, natsServer }: ServerVersions, images?: ServerImages): string {
  if (!images) return `embedded: mongod ${mongod}, nats-server ${natsServer}`
  return `containers: ${images.mongo} (mongod ${mongod}), ${images.nats} (nats-server ${natsServer})`
}

/** Adds the line of these servers to what the test command keeps, where it was the one to begin the run. */
export async function noteServers(
  servers: Pick<Servers, 'natsUrl' | 'mongoAdminUri'>,
  images?: ServerImages,
): Promise<void> {
  const file = environmentVariable('CONTACTPOINT_SERVERS_USED')
  if (!file) return
  const [mongod, natsServer] = await Promise.all([mongodVersion(servers.mongoAdminUri), natsVersion(servers.natsUrl)])
  await appendFile(file, `${serversLine({ mongod, natsServer }, images)}\n`)
}

async function mongodVersion(uri: string): Promise<string> {
  const client = await MongoClient.connect(uri)
  const { version } = await client.db('admin').command({ buildInfo: 1 })
  await client.close()
  return String(version)
}

/** A NATS server says who it is before it asks who we are: `INFO {…}`. */
async function natsVersion(url: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let said = ''
  for await (const bytes of socket) if ((said += String(bytes)).includes('\r\n')) break
  const { version } = JSON.parse(said.slice('INFO '.length)) as { version: string }
  return version
}
