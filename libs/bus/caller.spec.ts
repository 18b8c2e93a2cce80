import { Fault, type PublicKeys } from '@contactpoint/contracts'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { setTimeout as sleep } from 'node:timers/promises'
import { TOKEN_AUDIENCE, TOKEN_ISSUER, TokenVerifier } from './caller.ts'
import { tokenKeys } from './token-keys.ts'

type Key = Awaited<ReturnType<typeof aKey>>

async function aKey(kid: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { kid, privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: 'ES256' } as PublicKeys['keys'][0] }
}

function signed({ kid, privateKey }: Key, claims: object = {}): Promise<string> {
  const who = { sub: 'p-1', sid: 's-1', role: 'practitioner', authority: '383', organisation: 'Leeds' }
  return new SignJWT({ ...who, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid })
    .setIssuer(TOKEN_ISSUER)
    .setAudience(TOKEN_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(privateKey)
}

/** Identity, as the bus asks it. */
function identityWith(...keys: Key[]) {
  const identity = { keys, asked: 0, isAway: false }
  const verifier = new TokenVerifier(
    tokenKeys(async () => {
      identity.asked += 1
      await sleep(5)
      if (identity.isAway) throw Fault.unavailable('identity')
      return { keys: identity.keys.map(({ published }) => published) }
    }),
  )
  return { identity, verifier }
}

describe('verifying a token', () => {
  let first: Key
  let second: Key
  beforeAll(async () => {
    ;[first, second] = [await aKey('k-1'), await aKey('k-2')]
  })

  it('asks identity once for its keys, however many tokens come at the same moment', async () => {
    const { identity, verifier } = identityWith(first)
    const tokens = await Promise.all(Array.from({ length: 50 }, (_one, n) => signed(first, { sid: `s-${n}` })))
    const callers = await Promise.all(tokens.map((token) => verifier.verify(token)))
    expect(new Set(callers.map(({ sessionId }) => sessionId)).size).toBe(50)
    expect(identity.asked).toBe(1)
  })

  it('goes on while identity is away, with the keys it has', async () => {
    const { identity, verifier } = identityWith(first)
    await verifier.verify(await signed(first))
    identity.isAway = true
    expect(await verifier.verify(await signed(first, { sub: 'p-2' }))).toMatchObject({ personId: 'p-2' })
  })

  it('says that it cannot, not that the token is wrong, when it never had a key', async () => {
    const { identity, verifier } = identityWith(first)
    identity.isAway = true
    await expect(verifier.verify(await signed(first))).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('asks no flood of questions for keys that nobody has', async () => {
    const { identity, verifier } = identityWith(first)
    await verifier.verify(await signed(first))
    for (let n = 0; n < 20; n++)
      await expect(verifier.verify(await signed({ ...second, kid: `k-${n}` }))).rejects.toMatchObject({
        code: 'unauthenticated',
      })
    expect(identity.asked).toBe(1)
  })

  it('is the same refusal for every token that is not ours, also when it was refused before', async () => {
    const { verifier } = identityWith(first)
    const other = await signed({ ...second, kid: 'k-1' })
    for (const token of [null, '', 'a.b.c', other, other, await signed(first, { role: 'king' })])
      await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'unauthenticated', places: [] })
  })
})
