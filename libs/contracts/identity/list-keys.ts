import { Type } from 'class-transformer'
import { IsArray, IsString, ValidateNested } from 'class-validator'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'

/** A public ES256 key as a JWK (RFC 7517). */
export class PublicKey {
  @IsString()
  kid!: string

  @IsString()
  kty!: string

  @IsString()
  crv!: string

  @IsString()
  x!: string

  @IsString()
  y!: string

  @IsString()
  alg!: string
}

export class PublicKeys {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => PublicKey)
  keys!: PublicKey[]
}

/** The public keys that access tokens are verified with: the current one and those whose tokens may still live. */
export const listKeys = request('identity.key.list', Nothing, PublicKeys, {
  askedBy: ['gateway', 'identity', 'directory', 'shielding', 'ingestion', 'audit'],
  for: 'service',
})
