import { Fault, ROLES, type Role, type Source } from '@contactpoint/contracts'
import { jwtVerify, type JWTPayload } from 'jose'
import type { TokenKeys } from './token-keys.ts'
import { VerifiedTokens } from './verified-tokens.ts'

/** Claims every access token has beside `sub`, `iat` and `exp`. */
export const TOKEN_ISSUER = 'contactpoint/identity'
export const TOKEN_AUDIENCE = 'contactpoint'
export const TOKEN_ALGORITHM = 'ES256'

/** A person (or supplier's system) as identity vouched for them. */
export interface TokenHolder {
  personId: string
  /** Who it is, whichever of their accounts they use: nobody is somebody else to themselves (I8). */
  identity: string
  role: Role
  /** DfE code of the authority the person works for; empty for a system. */
  authority: string
  organisation: string
  sessionId: string
  /** Holds the grant to override a shield: never implied by a role. */
  mayOverride: boolean
  /** The one feed a supplier may send. */
  source: Source | null
  /** When they last proved who they are, with PIN and token (`auth_time`); milliseconds, 0: that is not known. */
  provedAt: number
}

/** Whom a message is answered for. */
export interface Caller extends TokenHolder {
  /** Of the request that this is part of, for logs and entries. */
  trace: string
}

/** Verifies access tokens with the keys identity publishes. */
export class TokenVerifier {
  private readonly verified = new VerifiedTokens<TokenHolder>()

  constructor(readonly keys: TokenKeys) {}

  /** @throws Fault `unauthenticated` for any token that is not a valid one of ours; `unavailable` when no key is known yet */
  async verify(token: string | null): Promise<TokenHolder> {
    if (!token) throw unauthenticated()
    const known = this.verified.recall(token)
    if (known) return known
    const claims = await this.check(token)
    const holder = holderOf(claims)
    this.verified.remember(token, claims.exp!, holder)
    return holder
  }

  private async check(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        algorithms: [TOKEN_ALGORITHM],
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        requiredClaims: ['sub', 'exp', 'iat', 'role', 'sid'],
      })
      return payload
    } catch (error) {
      throw error instanceof Fault ? error : unauthenticated()
    }
  }
}

function holderOf(claims: JWTPayload): TokenHolder {
  const role = claims.role as Role
  if (!ROLES.includes(role)) throw unauthenticated()
  return {
    personId: claims.sub!,
    identity: String(claims.identity ?? claims.sub),
    role,
    authority: String(claims.authority ?? ''),
    organisation: String(claims.organisation ?? ''),
    sessionId: String(claims.sid),
    mayOverride: claims.override === true,
    source: (claims.source as Source | undefined) ?? null,
    provedAt: Number(claims.auth_time ?? 0) * 1000,
  }
}

/** One text for every cause, so that a refusal tells nothing about the token. */
export function unauthenticated(): Fault {
  return new Fault('unauthenticated', 'Sign in first: the access token is missing, expired or not valid')
}
