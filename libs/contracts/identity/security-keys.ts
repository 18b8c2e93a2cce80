import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { INSTANT, UUID } from '../schemas.ts'
import { ROLES } from '../vocabulary.ts'

/** Keys of one person. */
export const MOST_SECURITY_KEYS = 3

/** How long somebody has for touching a key. Milliseconds. */
export const KEY_MS = 2 * 60 * 1000

/** A credential id has 1,023 bytes at the most (Web Authentication, section 4). */
const ID = { pattern: '^[A-Za-z0-9_-]+$', maxLength: 1_364, example: 'r5h2Yw3iQkqv1c9pT0bX8g' } as const
const BYTES = { pattern: '^[A-Za-z0-9_-]*$', maxLength: 8_192 } as const
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

@About('Proof that it is still they.')
export class KeyProof {
  @About('Their PIN.', { format: 'password' })
  @IsString()
  @MaxLength(12)
  pin!: string

  @About('A code that was not used.', { example: '318042' })
  @IsString()
  @MaxLength(6)
  code!: string
}

@About('Which key is removed, and the proof that it is still they.')
export class RemoveSecurityKey extends KeyProof {
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

@About('A key, as browsers name it.')
export class KeyDescriptor {
  @About('Which key.', ID)
  @IsString()
  id!: string

  @About('Always `public-key`.')
  @IsIn(['public-key'])
  type!: 'public-key'
}

@About('What `navigator.credentials.get` is called with.')
export class KeySignInOptions {
  @About('To be signed, within two minutes, once; base64url.', { ...BYTES, maxLength: 64 })
  @IsString()
  challenge!: string

  @About('For how long, in milliseconds.', { example: KEY_MS })
  @IsInt()
  timeout!: number

  @About('The relying party.', { example: 'localhost', maxLength: 253 })
  @IsString()
  rpId!: string

  @About('As many whatever name was asked about; not all need be there.', { maxItems: MOST_SECURITY_KEYS })
  @IsArray()
  @ArrayMaxSize(MOST_SECURITY_KEYS)
  @ValidateNested({ each: true })
  @Type(() => KeyDescriptor)
  allowCredentials!: KeyDescriptor[]

  @About('The key must ask for its PIN or a finger.')
  @IsIn(['required'])
  userVerification!: 'required'
}

@About('The relying party.')
export class KeyParty {
  @About('Its domain.', { example: 'localhost', maxLength: 253 })
  @IsString()
  id!: string

  @About('Its name.', { example: 'ContactPoint', maxLength: 64 })
  @IsString()
  name!: string
}

@About('Whose key it will be.')
export class KeyUser {
  @About('An opaque handle, base64url.', { ...BYTES, maxLength: 86 })
  @IsString()
  id!: string

  @About('Name of the account.', { example: 'practitioner', maxLength: 100 })
  @IsString()
  name!: string

  @About('The same.', { example: 'practitioner', maxLength: 100 })
  @IsString()
  displayName!: string
}

@About('A kind of key that is taken.')
export class KeyParameters {
  @About('Always `public-key`.')
  @IsIn(['public-key'])
  type!: 'public-key'

  @About('COSE algorithm: -8 EdDSA, -7 ES256, -257 RS256.', { example: -7 })
  @IsInt()
  @Max(0)
  alg!: number
}

@About('What is asked of a key.')
export class KeySelection {
  @About('The key must ask for its PIN or a finger.')
  @IsIn(['required'])
  userVerification!: 'required'

  @About('It need not know the account.')
  @IsIn(['discouraged'])
  residentKey!: 'discouraged'
}

@About('What `navigator.credentials.create` is called with.')
export class KeyRegistrationOptions {
  @About('The relying party.')
  @ValidateNested()
  @Type(() => KeyParty)
  rp!: KeyParty

  @About('Whose key it will be.')
  @ValidateNested()
  @Type(() => KeyUser)
  user!: KeyUser

  @About('To be signed, within two minutes, once; base64url.', { ...BYTES, maxLength: 64 })
  @IsString()
  challenge!: string

  @About('For how long, in milliseconds.', { example: KEY_MS })
  @IsInt()
  timeout!: number

  @About('Kinds of key that are taken.', { maxItems: 4 })
  @IsArray()
  @ArrayMaxSize(4)
  @ValidateNested({ each: true })
  @Type(() => KeyParameters)
  pubKeyCredParams!: KeyParameters[]

  @About('Keys that are there already.', { maxItems: MOST_SECURITY_KEYS })
  @IsArray()
  @ArrayMaxSize(MOST_SECURITY_KEYS)
  @ValidateNested({ each: true })
  @Type(() => KeyDescriptor)
  excludeCredentials!: KeyDescriptor[]

  @About('What is asked of the key.')
  @ValidateNested()
  @Type(() => KeySelection)
  authenticatorSelection!: KeySelection

  @About('Who made the key is not asked.')
  @IsIn(['none'])
  attestation!: 'none'
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

/** Errors: `step-up-failed`, `conflict` when there are three. */
export const beginKey = request('identity.security-key.begin', KeyProof, KeyRegistrationOptions, BY_PEOPLE)

/** Within two minutes of `begin`, once. Errors: `step-up-failed` for whatever is wrong with it, `conflict`. */
export const addKey = request('identity.security-key.add', AddSecurityKey, SecurityKey, BY_PEOPLE)

export const listSecurityKeys = request('identity.security-key.list', Nothing, SecurityKeysListed, BY_PEOPLE)

/** Codes go on signing in, so that no removal shuts anybody out. Errors: `step-up-failed`, `not-found`. */
export const removeKey = request('identity.security-key.remove', RemoveSecurityKey, Nothing, BY_PEOPLE)
