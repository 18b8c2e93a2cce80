import { IsIn } from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { ChildRecord } from './child-record.ts'

export const VIEWS = ['visible', 'full'] as const
export type View = (typeof VIEWS)[number]

export class ReadRecord {
  @IsChildId()
  childId!: string

  /** `visible`: name, date of birth, gender; the rest is not even read from the store. */
  @IsIn(VIEWS)
  view!: View
}

/** One live record. Errors: `not-found` for unknown, too old, hidden and quarantined alike. */
export const readRecord = request('directory.record.read', ReadRecord, ChildRecord, {
  askedBy: ['shielding'],
  for: 'service',
  together: 32,
})
