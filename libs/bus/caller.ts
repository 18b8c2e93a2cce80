import { Fault, ROLES, type Role, type Source } from '@contactpoint/contracts'
import { createLocalJWKSet, jwtVerify, errors, type JSONWebKeySet, type JWTPayload } from 'jose'

/** Claims every access token has beside `sub`, `iat` and `exp`. */
export const TOKEN_ISSUER = 'contactpoint/identity'
export const TOKEN_AUDIENCE = 'contactpoint'
export const TOKEN_ALGORITHM = 'ES256'

/** The person (or supplier's system) a message is answered for, as identity vouched for them. */
export interface Caller {
  personId: string
  role: Role
  /** DfE code of the authority the person works for; empty for a system. */
  authority: string
  organisation: string
  sessionId: string
  /** Holds the grant to override a shield: never implied by a role. */
  mayOverride: boolean
  /** The one feed a supplier may send. */
  source: Source | null
}

/** Longest wait before a key that is not known is asked for again: a forged `kid` must not become a flood. */
const REFRESH_EVERY_MS = 2_000

/** Verifies access tokens with the keys identity publishes; keeps the last keys, so that identity may be down for a while. */
export class TokenVerifier {
  /** Keeps imported keys, so it lives as long as they do. */
  private keys: ReturnType<typeof createLocalJWKSet> | null = null
  private refreshedAt = -Infinity

  /** @param fetchKeys asks identity for its public keys */
  constructor(private readonly fetchKeys: () => Promise<JSONWebKeySet>) {}

  /** @throws Fault `unauthenticated` for any token that is not a valid one of ours; `unavailable` when no key is known yet */
  async verify(token: string | null): Promise<Caller> {
    if (!token) throw unauthenticated()
    try {
      return await this.check(token)
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error instanceof Fault ? error : unauthenticated()
    }
    await this.refresh()
    return this.check(token).catch(() => {
      throw unauthenticated()
    })
  }

  private async check(token: string): Promise<Caller> {
    const { payload } = await jwtVerify(token, this.keys ?? createLocalJWKSet({ keys: [] }), {
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
      requiredClaims: ['sub', 'exp', 'iat', 'role', 'sid'],
    })
    return toCaller(payload)
  }

  private async refresh(): Promise<void> {
    const now = performance.now()
    if (now - this.refreshedAt < REFRESH_EVERY_MS && this.keys) return
    this.keys = createLocalJWKSet(await this.fetchKeys())
    this.refreshedAt = now
  }
}

function toCaller(claims: JWTPayload): Caller {
  const role = claims.role as Role
  if (!ROLES.includes(role)) throw unauthenticated()
  return {
    personId: claims.sub!,
    role,
    authority: String(claims.authority ?? ''),
    organisation: String(claims.organisation ?? ''),
    sessionId: String(claims.sid),
    mayOverride: claims.override === true,
    source: (claims.source as Source | undefined) ?? null,
  }
}

/** One text for every cause, so that a refusal tells nothing about the token. */
export function unauthenticated(): Fault {
  return new Fault('unauthenticated', 'Sign in first: the access token is missing, expired or not valid')
}
