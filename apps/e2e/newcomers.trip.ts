import { demoAccount, type TestAccount } from '@contactpoint/testing'
import { randomUUID } from 'node:crypto'
import type { Outset } from './outset.trip.ts'

/** Somebody whom no other trip on the stack knows. */
export interface Newcomer {
  personId: string
  /** With the secrets of a demo account, of which no code was used yet. */
  account: TestAccount
}

/** Adds somebody who is like one of the demo people but for what is given. */
export async function newcomer({ stack, databases }: Outset, username: string, given: object): Promise<Newcomer> {
  const [account, personId] = [await demoAccount(stack, username), randomUUID()]
  const [people, keys] = ['people', 'authenticators'].map((name) =>
    databases.db('identity').collection<{ _id: string; username?: string }>(name),
  )
  const person = (await people!.findOne({ username }))!
  const authenticators = (await keys!.findOne({ _id: person._id }))!
  await people!.insertOne({ ...person, _id: personId, username: `like-${personId}`, ...given })
  await keys!.insertOne({ ...authenticators, _id: personId, lastStep: 0 } as never)
  return { personId, account: { ...account, username: `like-${personId}` } }
}
