import { Equals, IsOptional, Matches } from 'class-validator'
import { KeyedServiceConfig } from '@contactpoint/runtime'

export class IdentityConfig extends KeyedServiceConfig {
  /** Where the pages are: what a security key signs for any other origin signs nobody in. */
  @Matches(/^https?:\/\/[a-z0-9.-]{1,253}(:\d{1,5})?$/)
  webOrigin = 'http://localhost:3001'

  /** The relying party that keys are made for: the host of the pages, or a domain above it. Keys are lost when it changes. */
  @Matches(/^[a-z0-9.-]{1,253}$/)
  relyingParty = 'localhost'

  /** `yes`: people sign in, and their sessions go on, only with a proof of a key of their device (RFC 9449). Suppliers' systems are not people. */
  @IsOptional()
  @Equals('yes')
  boundSessionsOnly?: 'yes'
}
