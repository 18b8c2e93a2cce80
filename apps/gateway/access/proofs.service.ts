import { Injectable } from '@nestjs/common'
import { unauthenticated, VerifiedTokens } from '@contactpoint/bus'
import { Fault } from '@contactpoint/contracts'
import type { Request } from 'express'
import {
  calculateJwkThumbprint,
  decodeProtectedHeader,
  importJWK,
  jwtVerify,
  type CryptoKey,
  type JWTPayload,
  type ProtectedHeaderParameters,
} from 'jose'
import { GatewayConfig } from '../gateway.config.ts'
import { isFor, PROOF_ALGORITHM, PROOF_TYPE, publicKeyIn } from './proofs.rules.ts'
import { SeenProofsService } from './seen-proofs.service.ts'

/** A token that is bound to a key came without a good proof of it. In the words of every token that is not taken. */
export class ProofRefused extends Fault {
  constructor() {
    const { code, message } = unauthenticated()
    super(code, message)
  }
}

interface KnownKey {
  key: CryptoKey
  thumbprint: string
}

/** Longest header that is read: a proof with the longest address of ours has a quarter of that. Characters. */
const LONGEST = 4_096
/** A session's own key is shown with each of its requests. Seconds. */
const KEY_KNOWN_SECONDS = 60 * 60

/** Checks proofs that whoever asks holds a key (RFC 9449). */
@Injectable()
export class ProofsService {
  /** By what they are. To read a key costs as much as to check what it signed. */
  private readonly keys = new VerifiedTokens<KnownKey>()

  constructor(
    private readonly config: GatewayConfig,
    private readonly seen: SeenProofsService,
  ) {}

  /**
   * The thumbprint (RFC 7638) of the key that a request proves to hold. A proof works once.
   *
   * @param token that the proof must be for; null: there is none yet
   * @param boundTo thumbprint of the only key that is taken, before its proof takes a place among those that were; null: any
   * @throws ProofRefused whatever is wrong with it
   */
  async keyProvedBy(
    { method, originalUrl, headers }: Request,
    token: string | null,
    boundTo: string | null,
  ): Promise<string> {
    const proof = headers['dpop']
    if (typeof proof !== 'string' || proof.length > LONGEST) throw new ProofRefused()
    const { key, thumbprint } = await this.keyIn(proof)
    if (boundTo !== null && thumbprint !== boundTo) throw new ProofRefused()
    const claims = await claimsSigned(proof, key)
    const [now, path] = [Date.now(), originalUrl.split('?', 1)[0]!]
    if (!isFor(claims, { method, path, origins: this.config.origins, token, now })) throw new ProofRefused()
    if (!this.seen.takeOnce(thumbprint, claims.jti!, now)) throw new ProofRefused()
    return thumbprint
  }

  private async keyIn(proof: string): Promise<KnownKey> {
    const publicKey = publicKeyIn(headerOf(proof).jwk)
    if (!publicKey) throw new ProofRefused()
    const text = JSON.stringify(publicKey)
    const known = this.keys.recall(text)
    if (known) return known
    const key = (await importJWK({ ...publicKey }, PROOF_ALGORITHM)) as CryptoKey
    const made = { key, thumbprint: await calculateJwkThumbprint({ ...publicKey }) }
    this.keys.remember(text, Date.now() / 1000 + KEY_KNOWN_SECONDS, made)
    return made
  }
}

function headerOf(proof: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(proof)
  } catch {
    throw new ProofRefused()
  }
}

async function claimsSigned(proof: string, key: CryptoKey): Promise<JWTPayload> {
  const how = { typ: PROOF_TYPE, algorithms: [PROOF_ALGORITHM] }
  const { payload } = await jwtVerify(proof, key, how).catch(() => {
    throw new ProofRefused()
  })
  return payload
}
