import { ProcessConfig } from '@contactpoint/runtime'
import { IsInt, IsString, Matches, Max, Min, MinLength } from 'class-validator'

export class WebConfig extends ProcessConfig {
  /** Port of the pages. */
  @IsInt()
  @Min(1)
  @Max(65535)
  port = 3001

  /**
   * Addresses (or networks, or `loopback`, `uniquelocal`; separated by commas) of what stands before it and says whose request it passes on,
   * in X-Forwarded-For; empty: nobody is believed.
   */
  @IsString()
  trustedProxies = ''

  /** Address of the gateway, without a slash at the end. */
  @IsString()
  gatewayUrl = 'http://127.0.0.1:3000'

  /** Seals the sessions that browsers keep, 32 characters at least: a secret. Copies of the pages share one. */
  @MinLength(32)
  sessionKey!: string

  /** The audit log's public key as it was published, `name+id+base64`; proofs are checked with it. Empty: whoever checks one types the key. */
  @Matches(/^([^+\s]+\+[0-9a-f]{8}\+\S+)?$/)
  logKey = ''
}
