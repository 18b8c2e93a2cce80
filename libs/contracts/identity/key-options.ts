import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsString, Max, ValidateNested } from 'class-validator'
import { About } from '../about.ts'

/** Keys of one person. */
export const MOST_SECURITY_KEYS = 3

/** How long somebody has for touching a key. Milliseconds. */
export const KEY_MS = 2 * 60 * 1000

/** A credential id has 1,023 bytes at the most (Web Authentication, section 4). */
export const ID = { pattern: '^[A-Za-z0-9_-]+$', maxLength: 1_364, example: 'r5h2Yw3iQkqv1c9pT0bX8g' } as const
export const BYTES = { pattern: '^[A-Za-z0-9_-]*$', maxLength: 8_192 } as const

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

  @About('COSE algorithm: -8 EdDSA, -7 ES256, -257 RS256.', { example: -7, minimum: -65_535 })
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
