import { ContactPointClient } from '@contactpoint/client'
import { demoAccount, asAdministrator, codeShown, nextCode, TokenSigner } from '@contactpoint/testing'
import type { Credentials } from '@contactpoint/contracts'
import type { ServedEngland } from './england.ts'

/** More than can sign in within a time step: a code of one person works once. */
const PEOPLE = 5_000

/** The credentials of somebody who did not sign in lately: people with the practitioner's password and token, made at the first call. */
export async function whoeverSignsIn({ stack, folder }: ServedEngland): Promise<() => Credentials> {
  const account = await demoAccount({ folder }, 'practitioner')
  const client = await asAdministrator(stack)
  try {
    const identity = client.db('identity')
    const [people, authenticators] = ['people', 'authenticators'].map((name) => identity.collection<Named>(name))
    const person = (await people!.findOne({ username: account.username }))!
    const authenticator = (await authenticators!.findOne({ _id: person._id }))!
    await Promise.all([people!, authenticators!].map((stored) => stored.deleteMany({ _id: /^bench-/ })))
    const ids = Array.from({ length: PEOPLE }, (_, n) => `bench-${n}`)
    await authenticators!.insertMany(ids.map((_id) => ({ ...authenticator, _id, lastStep: 0 })))
    await people!.insertMany(ids.map((_id) => ({ ...person, _id, username: _id })))
  } finally {
    await client.close()
  }
  let turn = 0
  const { password, pin } = account
  return () => ({ username: `bench-${turn++ % PEOPLE}`, password, pin, code: codeShown(account) })
}

/** So many see children in turn, who do not sign in each time. */
const IN_TURN = 1_000

/** Tokens of practitioners in turn: each sees a few children, as in a country, not one person all of them. */
export async function tokensInTurn({ stack, folder }: ServedEngland): Promise<() => Promise<string>> {
  const { username, password, pin, totpSecret } = await demoAccount({ folder }, 'practitioner')
  const code = await nextCode(totpSecret)
  await new ContactPointClient(stack.address.gatewayUrl).signIn({ username, password, pin, code })
  const signer = await TokenSigner.of(stack)
  const tokens = await Promise.all(
    Array.from({ length: IN_TURN }, (_, nth) => signer.tokensOf(username, `bench-${nth}`)),
  )
  let turn = 0
  return () => tokens[turn++ % IN_TURN]!()
}

interface Named {
  _id: string
  username?: string
}
