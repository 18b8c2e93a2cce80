import { IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'
import { SessionTokens } from './open-session.ts'

export class RenewSession {
  @IsString()
  @MaxLength(200)
  refreshToken!: string
}

/** Swaps a refresh token for new tokens. A token used twice ends its session. Errors: `unauthenticated`. */
export const renewSession = request('identity.session.renew', RenewSession, SessionTokens, {
  askedBy: ['gateway'],
  for: 'service',
  shape: 'raw',
})
