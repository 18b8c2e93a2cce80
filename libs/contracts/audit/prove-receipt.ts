import { Type } from 'class-transformer'
import { IsInt, IsString, Matches, Max, Min, ValidateNested } from 'class-validator'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'

export class ProveReceipt {
  /** Short name of the log, as the receipt has it. */
  @Matches(/^[a-z0-9-]{1,40}$/)
  log!: string

  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  index!: number
}

export class ReceiptProof {
  /** Of the entry that is proven. */
  @ValidateNested()
  @Type(() => Receipt)
  proven!: Receipt

  /**
   * A C2SP tlog-proof file: the entry's inclusion under a signed checkpoint. Its `extra` line is base64 of JSON: the entry's
   * header, and those of its parts and particulars that the caller may see, with their salts; commitments for the others.
   */
  @IsString()
  proof!: string

  /** Of the entry that says this proof was given. */
  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/**
 * Turns a receipt into a proof that verifies offline: for whoever did what the entry records, and for auditors, who see no
 * criteria. Itself recorded. Errors: `not-found`, also for somebody else's entry; `unavailable` while no checkpoint covers it.
 */
export const proveReceipt = request('audit.receipt.prove', ProveReceipt, ReceiptProof, {
  askedBy: ['gateway'],
  for: 'person',
})
