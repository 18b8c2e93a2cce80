import { Injectable } from '@nestjs/common'
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER } from '@contactpoint/bus'
import type { PublicKeys } from '@contactpoint/contracts'
import { bytesOf } from '@contactpoint/mongo'
import { MasterKey } from '@contactpoint/runtime'
import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose'
import { randomUUID } from 'node:crypto'
import { KEY_LIVES_MS, KEY_SIGNS_MS } from './sessions.rules.ts'
import { SessionsRepository } from './sessions.repository.ts'
import type { SigningKey } from './sessions.schema.ts'

const SIGNING_KEY = 'identity/signing-key'

interface Signer {
  kid: string
  key: CryptoKey
  /** On the wall clock, ms. */
  until: number
}

/** Signs access tokens with ES256, a new key a day. */
@Injectable()
export class TokensService {
  private signer: Promise<Signer> | null = null

  constructor(
    private readonly masterKey: MasterKey,
    private readonly repository: SessionsRepository,
  ) {}

  /**
   * @param seconds how long it lives
   * @param from since when: the moment at which it was judged that it may. However long signing takes, it ends no later for it
   */
  async sign(claims: JWTPayload & { sub: string }, seconds: number, from: Date): Promise<string> {
    const { kid, key } = await this.currentSigner()
    const issuedAt = Math.floor(from.getTime() / 1000)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: TOKEN_ALGORITHM, kid, typ: 'JWT' })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(key)
  }

  async publicKeys(): Promise<PublicKeys> {
    await this.currentSigner()
    const keys = await this.repository.findKeys(new Date(Date.now() - KEY_LIVES_MS))
    return { keys: keys.map(({ _id, publicJwk }) => ({ ...publicJwk, kid: _id, alg: TOKEN_ALGORITHM })) }
  }

  private async currentSigner(): Promise<Signer> {
    const known = await this.signer
    if (known && known.until > Date.now()) return known
    this.signer = this.findOrMakeSigner()
    this.signer.catch(() => (this.signer = null))
    return this.signer
  }

  private async findOrMakeSigner(): Promise<Signer> {
    const [newest] = await this.repository.findKeys(new Date(Date.now() - KEY_SIGNS_MS))
    return newest ? this.open(newest) : this.make()
  }

  private async open({ _id, privateJwk, createdAt }: SigningKey): Promise<Signer> {
    const jwk = JSON.parse(this.masterKey.open(SIGNING_KEY, bytesOf(privateJwk))) as JWK
    const key = (await importJWK(jwk, TOKEN_ALGORITHM)) as CryptoKey
    return { kid: _id, key, until: createdAt.getTime() + KEY_SIGNS_MS }
  }

  private async make(): Promise<Signer> {
    const { privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true })
    const jwk = await exportJWK(privateKey)
    const createdAt = new Date()
    const key: SigningKey = {
      _id: randomUUID(),
      publicJwk: { kty: jwk.kty!, crv: jwk.crv!, x: jwk.x!, y: jwk.y! },
      privateJwk: this.masterKey.seal(SIGNING_KEY, JSON.stringify(jwk)),
      createdAt,
    }
    await this.repository.addKey(key)
    return { kid: key._id, key: privateKey, until: createdAt.getTime() + KEY_SIGNS_MS }
  }
}
