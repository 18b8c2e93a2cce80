import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Min,
  ValidateNested,
} from 'class-validator'
import { About, OrNull } from '../about.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, INSTANT, UUID } from '../schemas.ts'
import { WholeList } from '../whole-list.ts'

/** What may wait for somebody. */
export const WORK_KINDS = [
  'place',
  'confirm',
  'agree-refusal',
  'decide-refusal',
  'review',
  'propose-lift',
  'agree-lift',
  'decide-lift',
  'decide-appeal',
  'correct-contact',
  'check-override',
  'review-policy',
  'approve-policy',
  'activate-policy',
  'broker-contact',
  'read-outcome',
  'agree-merge',
  'agree-split',
  'accept-handover',
  'handover-offered',
  'decide-near',
  'decide-rows',
] as const
export type WorkKind = (typeof WORK_KINDS)[number]

/** More than this are not listed: whoever does some sees the next. */
export const MOST_WORK_LISTED = 50

export class ListWork {}

@About('Something that waits for you.')
export class WorkItem {
  @About('What is to be done.')
  @IsIn(WORK_KINDS)
  kind!: WorkKind

  @About('Id of the child whose shield it is about.', CHILD_ID)
  @OrNull()
  @IsString()
  childId!: string | null

  @About('Id of what it is about, when that is no child.', UUID)
  @OrNull()
  @IsString()
  id!: string | null

  @About('Version of the policy that it is about.', { example: 2 })
  @IsOptional()
  @IsInt()
  @Min(1)
  policyVersion?: number

  @About('Since when it waits, where that is told.', INSTANT)
  @IsOptional()
  @IsString()
  since?: string

  @About('Until when it is due.', INSTANT)
  @OrNull()
  @IsString()
  dueAt!: string | null

  @About('Whether that is over.')
  @IsBoolean()
  isLate!: boolean
}

@About('How much there is of one kind.')
export class WorkCount {
  @About('What is to be done.')
  @IsIn(WORK_KINDS)
  kind!: WorkKind

  @About('How many wait.', { example: 12 })
  @IsInt()
  @Min(0)
  waiting!: number

  @About('How many of them are late.', { example: 1 })
  @IsInt()
  @Min(0)
  late!: number
}

@About('What waits for you, what is due first at the top.')
export class WorkListed extends WholeList {
  @About('Fifty at most.', { maxItems: MOST_WORK_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_WORK_LISTED)
  @ValidateNested({ each: true })
  @Type(() => WorkItem)
  items!: WorkItem[]

  @About('Of each kind of which there is any, of all and not only those listed; of a thousand at most.', {
    maxItems: WORK_KINDS.length,
  })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => WorkCount)
  counts!: WorkCount[]

  @About(
    'How many different people can act as shield officers of your desk now. With fewer than two no shield can be confirmed.',
  )
  @IsOptional()
  @IsInt()
  @Min(0)
  officers?: number

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** What waits for whoever asks, by their role; recorded. */
export const listWork = request('shielding.work.list', ListWork, WorkListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner', 'shield-officer', 'cpmt', 'auditor'],
})
