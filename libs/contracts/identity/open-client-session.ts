import { IsInt, IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'
import { About } from '../about.ts'

@About("How a feed supplier's system signs in.")
export class ClientCredentials {
  @About('Name of the system.', { example: 'school-census' })
  @IsString()
  @MaxLength(100)
  clientId!: string

  @About('What only the system knows.', { format: 'password' })
  @IsString()
  @MaxLength(200)
  clientSecret!: string
}

@About("A supplier's access token. There is no refresh token: the system signs in again.")
export class ClientTokens {
  @About('ES256 JWT, sent as `Authorization: Bearer`.', { maxLength: 4096, pattern: '^[A-Za-z0-9_.-]+$' })
  @IsString()
  accessToken!: string

  @About('Seconds until the access token ends.', { example: 600, maximum: 600 })
  @IsInt()
  expiresIn!: number
}

/** Signs a feed supplier in. Errors: `unauthenticated`. */
export const openClientSession = request('identity.client.open', ClientCredentials, ClientTokens, {
  askedBy: ['gateway'],
  for: 'service',
  shape: 'raw',
})
