import { IsIn, IsInt, IsOptional, IsString } from 'class-validator'
import { About } from '../about.ts'
import { request } from '../message.ts'
import { ROLES } from '../vocabulary.ts'
import { TOKEN_TYPES } from './open-session.ts'
import { StepUp } from './security-keys.ts'

@About('A token that says that its person has proved just now who they are.')
export class AccessToken {
  @About('As a session has it.', { maxLength: 4096, pattern: '^[A-Za-z0-9_.-]+$' })
  @IsString()
  accessToken!: string

  @About('Seconds until it ends.', { example: 60, maximum: 60 })
  @IsInt()
  expiresIn!: number

  @About('As that of the session.', { example: 'Bearer' })
  @IsOptional()
  @IsIn(TOKEN_TYPES)
  tokenType?: (typeof TOKEN_TYPES)[number]
}

/** PIN and token again. The session goes on, and what it is renewed to says so too. Errors: `step-up-failed`. */
export const proveAgain = request('identity.session.prove', StepUp, AccessToken, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ROLES,
})
