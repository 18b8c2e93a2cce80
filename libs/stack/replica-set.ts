import { MongoClient } from 'mongodb'
import { until } from './until.ts'

const ROOT = 'root'

export interface ReplicaSetOfOne {
  /** Port of mongod on this machine: only from there may the first user be made. */
  port: number
  /** Host and port under which clients reach it. */
  member: string
  /** A secret. */
  rootPassword: string
}

/** Makes the set and its administrator, unless both are there. @returns whether mongod can be used now; if not, try again */
export async function makeReplicaSet(set: ReplicaSetOfOne): Promise<boolean> {
  return (await isPrimary(set)) || (await initiate(set))
}

async function isPrimary({ port, rootPassword }: ReplicaSetOfOne): Promise<boolean> {
  const client = clientOf(`mongodb://${ROOT}:${rootPassword}@127.0.0.1:${port}/admin?directConnection=true`)
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
async function initiate({ port, member, rootPassword }: ReplicaSetOfOne): Promise<boolean> {
  const client = clientOf(`mongodb://127.0.0.1:${port}/admin?directConnection=true`)
  try {
    const admin = client.db('admin')
    const members = [{ _id: 0, host: member }]
    await admin.command({ replSetInitiate: { _id: 'rs0', members } }).catch(() => undefined)
    const elected = await until(async () => (await admin.command({ hello: 1 })).isWritablePrimary === true, 10_000, 50)
    if (elected) await admin.command({ createUser: ROOT, pwd: rootPassword, roles: ['root'] })
    return elected
  } catch {
    return false
  } finally {
    await client.close()
  }
}

function clientOf(uri: string): MongoClient {
  return new MongoClient(uri, { serverSelectionTimeoutMS: 1_000 })
}
