import { IsString, MaxLength } from 'class-validator'
import { request } from '../message.ts'
import { SessionTokens } from './open-session.ts'
import { About } from '../about.ts'

@About('What a session is renewed with.')
export class RenewSession {
  @About('The refresh token of the last answer.')
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
