import { IsInt, IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'

/** What somebody types to sign in (S12). Every failure, a badly shaped one included, looks the same. */
export class Credentials {
  @IsString()
  @MaxLength(100)
  username!: string

  @IsString()
  @MaxLength(200)
  password!: string

  @IsString()
  @MaxLength(12)
  pin!: string

  /** One-time code of the security token, six digits (RFC 6238, 30 seconds, SHA-1). */
  @IsString()
  @MaxLength(6)
  code!: string
}

/** A signed-in session. */
export class SessionTokens {
  /** ES256 JWT, sent as `Authorization: Bearer`. */
  @IsString()
  accessToken!: string

  /** Opaque, accepted once by `identity.session.renew`; a second use ends the session. */
  @IsString()
  refreshToken!: string

  /** Seconds until the access token ends: at most 60. */
  @IsInt()
  expiresIn!: number
}

/** Signs a person in. Errors: `unauthenticated`, `too-many-requests` (address), `unavailable`. */
export const openSession = request('identity.session.open', Credentials, SessionTokens, {
  askedBy: ['gateway'],
  for: 'service',
  shape: 'raw',
})
