import { IsInt, IsString, Min } from 'class-validator'

/** Proof that an access was recorded, durably, before anything was shown. */
export class Receipt {
  /** Short name of the log the entry is in. */
  @IsString()
  log!: string

  /** Position in that log; the first entry has 0. */
  @IsInt()
  @Min(0)
  index!: number

  /** SHA-256 of the salted entry, hex. */
  @IsString()
  leafHash!: string
}
