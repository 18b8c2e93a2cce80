import { IsInt, IsString, Min } from 'class-validator'

/** Short name of the log entries go to. One log a region and half-year comes with sharding (architecture section 8). */
export const AUDIT_LOG = 'england'

/** Proof that an access was recorded, durably, before anything was shown. */
export class Receipt {
  /** Short name of the log the entry is in. */
  @IsString()
  log!: string

  /** Position in that log; the first entry has 0. */
  @IsInt()
  @Min(0)
  index!: number

  /** RFC 9162 leaf hash of the 32 bytes that the log publishes of the entry, hex. */
  @IsString()
  leafHash!: string
}
