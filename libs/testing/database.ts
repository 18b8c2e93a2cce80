import { adminUri, type Stack } from '@contactpoint/stack'
import { MongoClient } from 'mongodb'

/** The stack's databases as an administrator: to look behind a service, never to stand in for one. */
export async function asAdministrator(stack: Pick<Stack, 'address' | 'secrets'>): Promise<MongoClient> {
  return MongoClient.connect(adminUri(stack.address.mongoPort, stack.secrets))
}
