import { Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import { TOKEN_ALGORITHM, TOKEN_AUDIENCE, TOKEN_ISSUER, TokenVerifier, VerifiedTokens } from '@contactpoint/bus'
import type { Source } from '@contactpoint/contracts'
import { decodeProtectedHeader, type CryptoKey } from 'jose'
import { KeyObject } from 'node:crypto'
import { Strategy, type SecretOrKeyProvider } from 'passport-jwt'
import type { Request } from 'express'
import { tokenIn } from './authorization.rules.ts'

/** What later steps of the gateway need of a token: who is limited, and what they may ask for. The services verify it again themselves. */
export interface SignedIn {
  personId: string
  role: string
  authority: string
  organisation: string
  sessionId: string
  source: Source | null
  /** Thumbprint of the key without which it is good for nothing (RFC 9449, 6.1); null: whoever bears it may use it. */
  boundTo: string | null
  /** When they last proved who they are, with PIN and token; ms, 0: that is not known. */
  provedAt: number
  /** When the token was signed, ms. */
  issuedAt: number
}

interface Claims {
  sub: string
  sid: string
  iat: number
  exp: number
  role: string
  authority?: string
  organisation?: string
  source?: Source
  cnf?: { jkt: string }
  auth_time?: number
}

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  readonly verified = new VerifiedTokens<SignedIn>()

  constructor(tokens: TokenVerifier) {
    const secretOrKeyProvider: SecretOrKeyProvider = (_request, token: string, done) => {
      keyFor(tokens, token).then((key) => done(null, key as unknown as Buffer), done)
    }
    super({
      jwtFromRequest: tokenIn,
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      passReqToCallback: true,
      secretOrKeyProvider,
    })
  }

  validate(request: Request, claims: Claims): SignedIn {
    const { sub: personId, sid: sessionId, iat, role, authority = '', organisation = '', source = null, cnf } = claims
    const [boundTo, issuedAt] = [cnf?.jkt ?? null, iat * 1000]
    const provedAt = (claims.auth_time ?? 0) * 1000
    const signedIn = { personId, sessionId, role, authority, organisation, source, boundTo, provedAt, issuedAt }
    this.verified.remember(tokenIn(request)!, claims.exp, signedIn)
    return signedIn
  }
}

async function keyFor({ keys }: TokenVerifier, token: string): Promise<KeyObject> {
  const key = await keys(decodeProtectedHeader(token) as Parameters<typeof keys>[0])
  return KeyObject.from(key as CryptoKey)
}
