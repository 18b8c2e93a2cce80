import { Type } from 'class-transformer'
import { IsInt, IsString, Matches, Max, Min, ValidateNested } from 'class-validator'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { About } from '../about.ts'

export class ProveReceipt {
  @About('Short name of the log, as the receipt has it.', { example: 'england', maxLength: 40 })
  @Matches(/^[a-z0-9-]{1,40}$/)
  log!: string

  @About('Position in that log, as the receipt has it.', { example: 2 })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  index!: number
}

@About('A receipt as a proof that verifies offline.')
export class ReceiptProof {
  @About('Of the entry that is proven.')
  @ValidateNested()
  @Type(() => Receipt)
  proven!: Receipt

  /**
   * Its `extra` line is base64 of JSON: the entry's header, and those of its parts and particulars that the caller may see, with
   * their salts; commitments for the others.
   */
  @About("A C2SP tlog-proof file: the entry's inclusion under a signed checkpoint.", { maxLength: 1_000_000 })
  @IsString()
  proof!: string

  @About('Of the entry that says this proof was given.')
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
  roles: ['practitioner', 'shield-officer', 'cpmt', 'data-steward', 'auditor'],
})
