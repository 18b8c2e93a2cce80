import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey } from 'jose'
import { createHash, randomUUID } from 'node:crypto'

const ALGORITHM = 'ES256'

/** A key pair on P-256: members of its JWK (RFC 7518, 6.2). `d` is the private part: whoever keeps it seals it. */
export interface KeyPair {
  x: string
  y: string
  d: string
}

/** A key that a session is bound to: a token that somebody copied is good for nothing without it (RFC 9449). */
export class ProofKey {
  readonly publicJwk: { kty: 'EC'; crv: 'P-256'; x: string; y: string }
  private imported: Promise<CryptoKey> | null = null

  constructor(private readonly pair: KeyPair) {
    this.publicJwk = { kty: 'EC', crv: 'P-256', x: pair.x, y: pair.y }
  }

  static async make(): Promise<ProofKey> {
    return new ProofKey(await ProofKey.newPair())
  }

  static async newPair(): Promise<KeyPair> {
    const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
    const { x, y, d } = await exportJWK(privateKey)
    return { x: x!, y: y!, d: d! }
  }

  /**
   * A proof for one request; it works once, and for half a minute.
   *
   * @param url its query is left out
   * @param token the access token that goes along; null: none does
   */
  async proof(method: string, url: string, token: string | null): Promise<string> {
    this.imported ??= importJWK({ ...this.publicJwk, d: this.pair.d }, ALGORITHM) as Promise<CryptoKey>
    const ath = token === null ? {} : { ath: createHash('sha256').update(token).digest('base64url') }
    return new SignJWT({ htm: method, htu: url.split('?', 1)[0]!, jti: randomUUID(), ...ath })
      .setProtectedHeader({ typ: 'dpop+jwt', alg: ALGORITHM, jwk: this.publicJwk })
      .setIssuedAt()
      .sign(await this.imported)
  }
}
