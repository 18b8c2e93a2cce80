import { IsIn, IsOptional } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { SENSITIVE_POLICIES, type SensitivePolicy } from '../vocabulary.ts'
import { ChildRecord } from './child-record.ts'

/** `overridden` is `full` of a restricted child too; shielding asks for it where somebody overrides the shield. */
export const VIEWS = ['visible', 'full', 'overridden'] as const
export type View = (typeof VIEWS)[number]

export class ReadRecord {
  @IsChildId()
  childId!: string

  /** `visible`: name, date of birth, gender; the rest is not even read from the store. `full`: that too, unless the child is restricted. */
  @IsIn(VIEWS)
  view!: View

  /** What the full view says of sensitive services; left out: nothing. */
  @IsOptional()
  @IsIn(SENSITIVE_POLICIES)
  sensitive?: SensitivePolicy
}

/** One live record. Errors: `not-found` for unknown, too old, hidden and quarantined alike. */
export const readRecord = request('directory.record.read', ReadRecord, ChildRecord, {
  askedBy: ['shielding'],
  for: 'service',
  together: 32,
})
