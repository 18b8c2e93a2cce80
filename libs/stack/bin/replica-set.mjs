// Makes the replica set of the mongod of this machine, or of the container whose network this one has, and its administrator;
// safe to run again.
import { environmentVariable } from '@contactpoint/runtime'
import { makeReplicaSet, until } from '../dist/index.js'

const rootPassword = environmentVariable('MONGO_ROOT_PASSWORD')
const member = environmentVariable('REPLICA_SET_MEMBER')
const made =
  rootPassword && member && (await until(() => makeReplicaSet({ port: 27017, member, rootPassword }), 60_000, 200))
if (!made) {
  console.error(
    'mongod did not become a replica set within a minute: see its log, MONGO_ROOT_PASSWORD and REPLICA_SET_MEMBER.',
  )
  process.exitCode = 1
}
