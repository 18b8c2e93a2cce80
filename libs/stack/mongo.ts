import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { environmentWith } from '@contactpoint/runtime'
import { Child } from './child.ts'
import { makeReplicaSet } from './replica-set.ts'
import type { StackSecrets } from './secrets.ts'
import { StackError } from './stack-error.ts'
import { until } from './until.ts'

/** Address for provisioning. A secret. */
export function adminUri(port: number, secrets: StackSecrets): string {
  return `mongodb://root:${secrets.mongoRootPassword}@127.0.0.1:${port}/admin?replicaSet=rs0&authSource=admin`
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

/**
 * How every mongod of ours is told to behave. A slow query is logged with what it asked for, and that is personal: none is ever slow.
 * What a killed service had begun holds what it wrote until its time is over; by default a minute and a half. None of ours takes seconds.
 */
// prettier-ignore
export const MONGOD_OPTIONS: readonly string[] = [
  '--replSet', 'rs0', '--wiredTigerCacheSizeGB', '0.5', '--slowms', '2147483647',
  '--setParameter', 'diagnosticDataCollectionEnabled=false', '--setParameter', 'transactionLifetimeLimitSeconds=10',
]

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
    // prettier-ignore
    args: ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dataFolder, '--keyFile', keyFile, ...MONGOD_OPTIONS],
    env: environmentWith({}),
    logFile: join(folder, 'logs', 'mongo.log'),
  })
  child.start()
  const set = { port, member: `127.0.0.1:${port}`, rootPassword: secrets.mongoRootPassword }
  if (await until(() => makeReplicaSet(set), 60_000, 200)) return child
  await child.stop()
  throw new StackError(`mongod did not start; see ${join(folder, 'logs', 'mongo.log')}`)
}
