import type { Caller } from '@contactpoint/bus'
import type { Db } from 'mongodb'
import { generateSecret, generateSync } from 'otplib'
import { aCaller } from './callers.ts'
import { letIn } from './let-in.ts'

/** What identity keeps of a password, of a PIN, and how it keeps the seed of a token. */
export interface KeptSecrets {
  passwordHash: string
  pinHash: string
  seal(secret: string): Uint8Array
}

/** Somebody who may sign in. */
export interface EnrolledPerson {
  personId: string
  caller: Caller
  /** A code that is taken, as if half a minute had passed since the last one. */
  code(): Promise<string>
}

/** Stores somebody who was let in (`letIn`) and has enrolled; their user name is their id. @param identity identity's database */
export async function enrolledPerson(
  identity: Db,
  { seal, ...hashes }: KeptSecrets,
  given: Record<string, unknown> = {},
): Promise<EnrolledPerson> {
  const [personId, secret] = [await letIn(identity, given), generateSecret()]
  const authenticators = identity.collection<{ _id: string; lastStep: number }>('authenticators')
  const kept = { _id: personId, ...hashes, totpSeed: Buffer.from(seal(secret)), lastStep: 0, keysAt: null }
  await authenticators.insertOne(kept)
  return {
    personId,
    caller: aCaller({ personId, identity: personId }),
    code: async () => {
      await authenticators.updateOne({ _id: personId }, { $set: { lastStep: 0 } })
      return generateSync({ secret })
    },
  }
}
