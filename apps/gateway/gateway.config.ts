import { IsInt, IsString, Matches, Max, Min } from 'class-validator'
import { AppConfig } from '@contactpoint/runtime'

export class GatewayConfig extends AppConfig {
  /** Port of the REST API. */
  @IsInt()
  @Min(1)
  @Max(65535)
  port = 3000

  /**
   * Addresses (or networks, or `loopback`, `uniquelocal`; separated by commas) of what stands before it and says whose request it passes on,
   * in X-Forwarded-For, such as the pages; empty: nobody is believed.
   */
  @IsString()
  trustedProxies = ''

  /**
   * Where clients reach it, `https://api.example`, separated by commas: proofs of a key are for one of these (RFC 9449). No header tells it,
   * as anybody can write one. Empty: this machine, at the port above.
   */
  @Matches(/^(https?:\/\/[a-z0-9.-]{1,253}(:\d{1,5})?(,(?=h)|$))*$/)
  publicOrigins = ''

  /** Requests one caller (or one address, before sign-in) may make in ten seconds: far above any person, below any flood. */
  @IsInt()
  @Min(1)
  requestsPerTenSeconds = 12_000

  /** How often a copy tells the others what it let in, in milliseconds. */
  @IsInt()
  @Min(10)
  @Max(1_000)
  tellCountsEveryMs = 100

  /** `publicOrigins` as they are compared. */
  get origins(): readonly string[] {
    const declared = this.publicOrigins || `http://localhost:${this.port},http://127.0.0.1:${this.port}`
    return declared.split(',').map((origin) => new URL(origin).origin)
  }
}
