import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { ROLES } from '../vocabulary.ts'
import { BYTES, ID, KeyRegistrationOptions, KeySignInOptions, MOST_SECURITY_KEYS } from './key-options.ts'

const BASE64_URL = /^[A-Za-z0-9_-]+$/

@About('What a security key has signed, as a browser gives it (Web Authentication); each part base64url.')
export class KeyAssertion {
  @About('Which key.', ID)
  @Matches(BASE64_URL)
  @MaxLength(1_364)
  id!: string

  @About('`clientDataJSON`: for which origin, and which challenge.', BYTES)
  @Matches(BASE64_URL)
  @MaxLength(8_192)
  clientDataJSON!: string

  @About('`authenticatorData`: for which relying party, whether its user was verified, and its counter.', BYTES)
  @Matches(BASE64_URL)
  @MaxLength(8_192)
  authenticatorData!: string

  @About('`signature`.', BYTES)
  @Matches(BASE64_URL)
  @MaxLength(8_192)
  signature!: string
}

@About('A new key, as a browser gives it.')
export class AddSecurityKey {
  @About('Which key.', ID)
  @Matches(BASE64_URL)
  @MaxLength(1_364)
  id!: string

  @About('`clientDataJSON`, base64url.', BYTES)
  @Matches(BASE64_URL)
  @MaxLength(8_192)
  clientDataJSON!: string

  @About('`attestationObject`, base64url.', BYTES)
  @Matches(BASE64_URL)
  @MaxLength(8_192)
  attestationObject!: string
}

/** What somebody has with them, proved again: one of the two. */
export class TokenProof {
  @About(
    'One-time code of the security token; not the one of signing in. Of whoever has a security key no code is taken.',
    { example: '318042', maxLength: 100 },
  )
  @IsOptional()
  @IsString()
  @MaxLength(100)
  code?: string

  @About('In the place of a code: what a security key has signed, asked by its options for stepping up.')
  @IsOptional()
  @ValidateNested()
  @Type(() => KeyAssertion)
  assertion?: KeyAssertion
}

@About('Proof that it is still they.')
export class StepUp extends TokenProof {
  @About('Their PIN.', { format: 'password' })
  @IsString()
  @MaxLength(100)
  pin!: string
}

@About('Which key is removed, and the proof that it is still they.')
export class RemoveSecurityKey extends StepUp {
  @About('Of the list of your own.', UUID)
  @IsUUID()
  keyId!: string
}

@About('Whose keys may sign.')
export class AskKeyOptions {
  @About('Name of the account.', { example: 'practitioner', maxLength: 100 })
  @IsString()
  @MaxLength(100)
  username!: string
}

@About('A security key of yours.')
export class SecurityKey {
  @About('Says which it is.', UUID)
  @IsString()
  keyId!: string

  @About('When it was added.', INSTANT)
  @IsString()
  addedAt!: string

  @About('When it signed last; null: never.', INSTANT)
  @OrNull()
  @IsOptional()
  @IsString()
  usedAt!: string | null

  @About('Whether it was shut: two keys signed as this one.')
  @IsBoolean()
  isShut!: boolean
}

@About('Your security keys.')
export class SecurityKeysListed {
  @About('The first added at the top.', { maxItems: MOST_SECURITY_KEYS })
  @IsArray()
  @ArrayMaxSize(MOST_SECURITY_KEYS)
  @ValidateNested({ each: true })
  @Type(() => SecurityKey)
  items!: SecurityKey[]

  @About('Always null.', { maxLength: 36 })
  @OrNull()
  @IsOptional()
  @IsString()
  next!: string | null
}

const BY_PEOPLE = {
  askedBy: ['gateway'],
  for: 'person',
  roles: ROLES.filter((role) => role !== 'feed-supplier'),
} as const

/** The same for every name. */
export const askKeyOptions = request('identity.security-key.ask', AskKeyOptions, KeySignInOptions, {
  askedBy: ['gateway'],
  for: 'service',
})

export class AskStepUpOptions {}

/** With which of one's keys one proves again who one is. */
export const askStepUp = request('identity.security-key.step-up', AskStepUpOptions, KeySignInOptions, BY_PEOPLE)

/** Errors: `step-up-failed`, `conflict` when there are three. */
export const beginKey = request('identity.security-key.begin', StepUp, KeyRegistrationOptions, BY_PEOPLE)

/** Within two minutes of `begin`, once. From the first on no code signs its person in any more. Errors: `step-up-failed` for whatever is wrong with it, `conflict`. */
export const addKey = request('identity.security-key.add', AddSecurityKey, SecurityKey, BY_PEOPLE)

export const listSecurityKeys = request('identity.security-key.list', Nothing, SecurityKeysListed, BY_PEOPLE)

/** Errors: `step-up-failed`, `not-found`, `conflict` for the last that signs: only a recovery takes its place. */
export const removeKey = request('identity.security-key.remove', RemoveSecurityKey, Nothing, BY_PEOPLE)
