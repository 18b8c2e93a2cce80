import { IsInt, IsString, Min } from 'class-validator'
import { About } from './about.ts'

/** Short name of the log entries go to. One log a region and half-year comes with sharding (architecture section 8). */
export const AUDIT_LOG = 'england'

@About('Names the entry of the audit log that records this; it was durable before anything was shown.')
export class Receipt {
  @About('Short name of the log.', { example: AUDIT_LOG, pattern: '^[a-z0-9-]{1,40}$', maxLength: 40 })
  @IsString()
  log!: string

  @About('Position in that log; the first entry has 0.', { example: 2 })
  @IsInt()
  @Min(0)
  index!: number

  @About('RFC 9162 leaf hash of the 32 bytes that the log publishes of the entry, hex.', {
    pattern: '^[0-9a-f]{64}$',
    maxLength: 64,
  })
  @IsString()
  leafHash!: string
}
