import { TOKEN_AUDIENCE, TOKEN_ISSUER } from '@contactpoint/bus'
import { MasterKey } from '@contactpoint/runtime'
import type { Stack } from '@contactpoint/stack'
import { importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'
import { randomUUID } from 'node:crypto'
import { ApiClient } from './api-client.ts'
import { asAdministrator } from './database.ts'

type Running = Pick<Stack, 'address' | 'secrets'>

/** As long as identity lets one live. */
const SECONDS = 60

/** Signs access tokens with identity's own key, which it makes when it first signs one: somebody must have signed in before. */
export class TokenSigner {
  private readonly liked: Record<string, Promise<JWTPayload>> = {}

  private constructor(
    private readonly stack: Running,
    readonly kid: string,
    readonly publicJwk: JWK,
    private readonly key: CryptoKey,
  ) {}

  static async of(stack: Running): Promise<TokenSigner> {
    const databases = await asAdministrator(stack)
    try {
      const keys = databases.db('identity').collection<SigningKey>('signing_keys')
      const { _id, publicJwk, privateJwk } = (await keys.findOne())!
      const opened = new MasterKey(stack.secrets.masterKey).open('identity/signing-key', privateJwk.buffer)
      return new TokenSigner(stack, _id, publicJwk, (await importJWK(JSON.parse(opened) as JWK, 'ES256')) as CryptoKey)
    } finally {
      await databases.close()
    }
  }

  /** A token with these claims and no other, signed with identity's key unless another is given. */
  sign(
    payload: JWTPayload,
    header: { alg?: string; kid?: string } = {},
    key?: CryptoKey | Uint8Array,
  ): Promise<string> {
    const alg = header.alg ?? 'ES256'
    return new SignJWT(payload).setProtectedHeader({ kid: this.kid, ...header, alg }).sign(key ?? this.key)
  }

  /** A client of somebody who signed in, without their code, which is good for one sign-in only; renewed by itself. */
  async clientOf(username: string): Promise<ApiClient> {
    const person = await this.personNamed(username)
    const sid = randomUUID()
    return ApiClient.renewedBy(this.stack.address.gatewayUrl, () => this.accessToken({ ...person, sid }))
  }

  /** Tokens of somebody like this demo account, another when the last is about to end. @param sub who it is instead */
  async tokensOf(username: string, sub: string): Promise<() => Promise<string>> {
    const person = { ...(await (this.liked[username] ??= this.personNamed(username))), sub, sid: sub }
    let [token, until] = [Promise.resolve(''), 0]
    return () => {
      if (Date.now() > until) [token, until] = [this.accessToken(person), Date.now() + (SECONDS - 10) * 1000]
      return token
    }
  }

  private accessToken(person: JWTPayload): Promise<string> {
    const iat = Math.floor(Date.now() / 1000)
    return this.sign({ auth_time: iat, ...person, iss: TOKEN_ISSUER, aud: TOKEN_AUDIENCE, iat, exp: iat + SECONDS })
  }

  private async personNamed(username: string): Promise<JWTPayload> {
    const databases = await asAdministrator(this.stack)
    try {
      const person = await databases.db('identity').collection<Person>('people').findOne({ username })
      if (!person) throw new Error(`There is no demo account ${username}`)
      const { _id: sub, role, authority, organisation, overrideUntil } = person
      return { sub, role, authority, organisation, override: overrideUntil !== null }
    } finally {
      await databases.close()
    }
  }
}

interface SigningKey {
  _id: string
  publicJwk: JWK
  privateJwk: { buffer: Uint8Array }
}

interface Person {
  _id: string
  username: string
  role: string
  authority: string
  organisation: string
  overrideUntil: Date | null
}
