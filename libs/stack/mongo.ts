import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environmentWith } from '@contactpoint/runtime'
import { MongoClient } from 'mongodb'
import { Child } from './child.ts'
import type { StackSecrets } from './secrets.ts'
import { StackError } from './stack-error.ts'
import { until } from './until.ts'

const ROOT = 'root'

/** Address for provisioning. A secret. */
export function adminUri(port: number, secrets: StackSecrets): string {
  return `mongodb://${ROOT}:${secrets.mongoRootPassword}@127.0.0.1:${port}/admin?replicaSet=rs0&authSource=admin`
}

/** Address of one service's own database, as its own user, on the server an administrator's address names. A secret. */
export function serviceUri(adminUri: string, service: string, password: string): string {
  const found = /^(mongodb(?:\+srv)?:\/\/)(?:[^@/]*@)?([^/?]+)(?:\/[^?]*)?(?:\?(.*))?$/.exec(adminUri)
  if (!found) throw new StackError('MONGODB_URI is not the address of a MongoDB server.')
  const [, scheme, hosts, query] = found
  const options = new URLSearchParams(query)
  options.set('authSource', service)
  return `${scheme}${service}:${password}@${hosts}/${service}?${options.toString()}`
}

/** Starts mongod as a replica set of one, with authentication on; makes the set and the administrator the first time. */
export async function startMongo(binary: string, folder: string, port: number, secrets: StackSecrets): Promise<Child> {
  const keyFile = join(folder, 'mongo.key')
  const dataFolder = join(folder, 'mongo')
  await mkdir(dataFolder, { recursive: true })
  await writeFile(keyFile, secrets.mongoKeyFile, { mode: 0o600 })
  await chmod(keyFile, 0o600)
  const child = new Child({
    name: 'mongo',
    kind: 'server',
    command: binary,
    // A slow query is logged with what it asked for, and that is personal: none is ever slow.
    // prettier-ignore
    args: ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dataFolder, '--replSet', 'rs0', '--keyFile', keyFile,
      '--wiredTigerCacheSizeGB', '0.5', '--slowms', '2147483647', '--setParameter', 'diagnosticDataCollectionEnabled=false'],
    env: environmentWith({}),
    logFile: join(folder, 'logs', 'mongo.log'),
  })
  child.start()
  if (await until(() => becomePrimary(port, secrets), 60_000, 200)) return child
  await child.stop()
  throw new StackError(`mongod did not start; see ${join(folder, 'logs', 'mongo.log')}`)
}

async function becomePrimary(port: number, secrets: StackSecrets): Promise<boolean> {
  return (await isPrimary(port, secrets)) || (await initiate(port, secrets))
}

async function isPrimary(port: number, secrets: StackSecrets): Promise<boolean> {
  const client = new MongoClient(adminUri(port, secrets), { serverSelectionTimeoutMS: 1_000 })
  try {
    const hello = await client.db('admin').command({ hello: 1 })
    await client.db('admin').command({ usersInfo: 1 })
    return hello.isWritablePrimary === true
  } catch {
    return false
  } finally {
    await client.close()
  }
}

/** Uses the localhost exception, which ends when the first user exists. */
async function initiate(port: number, secrets: StackSecrets): Promise<boolean> {
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/admin?directConnection=true`, {
    serverSelectionTimeoutMS: 1_000,
  })
  try {
    const admin = client.db('admin')
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }]
    await admin.command({ replSetInitiate: { _id: 'rs0', members } }).catch(() => undefined)
    const elected = await until(async () => (await admin.command({ hello: 1 })).isWritablePrimary === true, 10_000, 50)
    if (elected) await admin.command({ createUser: ROOT, pwd: secrets.mongoRootPassword, roles: ['root'] })
    return elected
  } catch {
    return false
  } finally {
    await client.close()
  }
}
