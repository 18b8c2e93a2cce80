import { IsInt, IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'

/** How a feed supplier's system signs in. */
export class ClientCredentials {
  @IsString()
  @MaxLength(100)
  clientId!: string

  @IsString()
  @MaxLength(200)
  clientSecret!: string
}

/** A supplier's access token; there is no refresh token, the system signs in again. */
export class ClientTokens {
  @IsString()
  accessToken!: string

  /** Seconds. */
  @IsInt()
  expiresIn!: number
}

/** Signs a feed supplier in. Errors: `unauthenticated`. */
export const openClientSession = request('identity.client.open', ClientCredentials, ClientTokens, {
  askedBy: ['gateway'],
  for: 'service',
  shape: 'raw',
})
