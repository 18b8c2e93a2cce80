import { Type } from 'class-transformer'
import { IsIn, IsInt, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator'
import { request } from '../message.ts'
import { About } from '../about.ts'
import { KeyAssertion } from './security-keys.ts'

@About('What somebody types to sign in. Every failure, a badly shaped one included, looks the same.')
export class Credentials {
  @About('Name of the account.', { example: 'practitioner' })
  @IsString()
  @MaxLength(100)
  username!: string

  @About('What only they know.', { format: 'password' })
  @IsString()
  @MaxLength(200)
  password!: string

  @About('A second thing that only they know.', { format: 'password' })
  @IsString()
  @MaxLength(12)
  pin!: string

  @About('One-time code of the security token, six digits (RFC 6238, 30 seconds, SHA-1).', { example: '318042' })
  @IsOptional()
  @IsString()
  @MaxLength(6)
  code?: string

  @About('In the place of a code: what a security key has signed.')
  @IsOptional()
  @ValidateNested()
  @Type(() => KeyAssertion)
  assertion?: KeyAssertion

  @About('What an earlier sign-in of this account on this device answered: then nobody else’s tries shut it out.', {
    maxLength: 200,
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  device?: string
}

/** How an access token is shown: by whoever bears it, or with a proof of the key that it is bound to (RFC 9449, 5). */
export const TOKEN_TYPES = ['Bearer', 'DPoP'] as const

@About('A signed-in session.')
export class SessionTokens {
  @About('ES256 JWT, sent as `Authorization: Bearer`, or `DPoP` when that is its type.', {
    maxLength: 4096,
    pattern: '^[A-Za-z0-9_.-]+$',
  })
  @IsString()
  accessToken!: string

  @About('Opaque; swapped once for new tokens. A second use ends the session.', { maxLength: 200 })
  @IsString()
  refreshToken!: string

  @About('Seconds until the access token ends.', { example: 60, maximum: 60 })
  @IsInt()
  expiresIn!: number

  @About('`DPoP`: bound to the key of which a proof came along, and good for nothing without one. Missing: `Bearer`.', {
    example: 'Bearer',
  })
  @IsOptional()
  @IsIn(TOKEN_TYPES)
  tokenType?: (typeof TOKEN_TYPES)[number]

  @About(
    'To be kept on this device and shown when this account signs in on it again. It signs nobody in; only signing in gives it.',
    {
      maxLength: 200,
    },
  )
  @IsOptional()
  @IsString()
  device?: string
}

/** Signs a person in. Errors: `unauthenticated`, `too-many-requests` (address), `unavailable`. */
export const openSession = request('identity.session.open', Credentials, SessionTokens, {
  askedBy: ['gateway'],
  for: 'service',
  shape: 'raw',
})
