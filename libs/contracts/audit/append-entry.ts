import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { LONGEST_ORGANISATION } from '../rules.ts'
import { SIGNALS, type Signal } from '../misuse-vocabulary.ts'

/**
 * Everything that is recorded, by the service whose act it is: none speaks for another. `withheld`: an authorised answer that did not leave because
 * the shield changed meanwhile.
 */
export const ACTIONS_OF = {
  shielding: [
    'disclosure',
    'mediation',
    'search',
    'shield-request',
    'near-review',
    'near-decision',
    'row-decision',
    'link-list',
    'link-view',
    'link-answer',
    'link-undo',
    'duplicate-list',
    'duplicate-name',
    'duplicate-view',
    'duplicate-answer',
    'duplicate-undo',
    'shield-tier',
    'shield-place',
    'shield-confirm',
    'shield-refuse',
    'shield-review',
    'shield-lift',
    'shield-list',
    'shield-read',
    'work-list',
    'record-merge',
    'record-split',
    'record-move',
    'record-propose',
    'record-refuse',
    'budget-appeal',
    'involvement-add',
    'involvement-change',
    'contact-report',
    'involvement-review',
    'override-attempt',
    'override',
    'override-end',
    'override-case-list',
    'override-case-answer',
    'override-grant',
    'policy-propose',
    'policy-review',
    'policy-approve',
    'policy-activate',
    'broker-request',
    'broker-list',
    'broker-read',
    'broker-answer',
  ],
  audit: [
    'enquiry',
    'proof',
    'figures-read',
    'erasure',
    'misuse-list',
    'misuse-assign',
    'misuse-answer',
    'misuse-reopen',
    'watch-list',
    'watch-add',
    'watch-end',
    'access-list',
  ],
  identity: [
    'organisation-create',
    'organisation-accredit',
    'organisation-disaccredit',
    'organisation-contact',
    'person-create',
    'person-check',
    'person-approve',
    'person-enrol',
    'key-add',
    'key-remove',
    'key-shut',
    'recovery-begin',
    'recovery-approve',
    'person-attest',
    'person-suspend',
    'person-reinstate',
    'person-rename',
    'agreement-sign',
    'person-close',
    'authority-begin',
    'authority-attest',
    'course-publish',
    'training-hold',
    'training-attend',
    'training-certify',
    'training-found',
    'trainer-accredit',
    'trainer-withdraw',
    'training-plan',
    'authority-activate',
    'authority-suspend',
    'shut-off',
    'reopening',
    'supplier-admit',
  ],
  ingestion: ['feed-batch', 'feed-apply', 'feed-rollback', 'feed-retry'],
  directory: ['link-model-propose', 'link-model-activate'],
} as const
type ActingService = keyof typeof ACTIONS_OF
export const ACTIONS = Object.values(ACTIONS_OF).flat()
export type Action = (typeof ACTIONS_OF)[ActingService][number]

export const OUTCOMES = ['shown', 'not-found', 'too-many', 'withheld', 'done', 'refused'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** Who did it. */
export class EntryCaller {
  @IsString()
  @MaxLength(100)
  personId!: string

  @IsString()
  @MaxLength(40)
  role!: string

  @IsString()
  @MaxLength(LONGEST_ORGANISATION)
  organisation!: string

  /** Who it is, where that is not the account: left out where a person has one account. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  identity?: string

  /** The request in which they did it: what logs and problems call it, 32 hexadecimal digits. */
  @IsOptional()
  @Matches(/^[0-9a-f]{32}$/)
  trace?: string
}

/** Of all that is known of a caller, what an entry says. */
export function entryCaller({ personId, identity, role, organisation, trace }: EntryCaller): EntryCaller {
  return { personId, role, organisation, trace, ...(identity !== personId && { identity }) }
}

export class EntryChild {
  @IsChildId()
  childId!: string

  /** What of the child was authorised to leave. */
  @IsIn(['full', 'visible', 'nothing'])
  shown!: 'full' | 'visible' | 'nothing'
}

export class AppendEntry {
  /** Made by the asker: the same id again gives the same receipt. */
  @IsString()
  @MaxLength(64)
  entryId!: string

  @ValidateNested()
  @IsDefined()
  @Type(() => EntryCaller)
  caller!: EntryCaller

  /** For whom they did it, who asked by telephone; left out where they did it for themselves. */
  @IsOptional()
  @ValidateNested()
  @Type(() => EntryCaller)
  asker?: EntryCaller

  @IsIn(ACTIONS)
  action!: Action

  @IsIn(OUTCOMES)
  outcome!: Outcome

  @IsOptional()
  @IsString()
  @MaxLength(40)
  reason!: string | null

  @IsArray()
  @ArrayMaxSize(60)
  @ValidateNested({ each: true })
  @Type(() => EntryChild)
  children!: EntryChild[]

  /** Criteria and case reference: sealed where they are kept. */
  @IsOptional()
  @IsObject()
  particulars!: Record<string, unknown> | null

  /** Version of the policy under which an answer is released; others leave it out, and entries of before have none. */
  @IsOptional()
  @IsInt()
  @Min(1)
  policy?: number

  /** What the access has in common with whoever made it; left out where it has nothing. */
  @IsOptional()
  @IsIn(SIGNALS, { each: true })
  signals?: Signal[]

  /** What it has in common with whoever asked for it. */
  @IsOptional()
  @IsIn(SIGNALS, { each: true })
  askerSignals?: Signal[]

  /** How often a copy of audit that does not lead handed this on; others leave it out. */
  @IsOptional()
  @IsInt()
  @Min(1)
  handedOn?: number
}

/** Records an access; answers when the entry is durable on a majority, journaled. Errors: `unavailable`, `too-large`. */
export const appendEntry = request('audit.entry.append', AppendEntry, Receipt, {
  askedBy: ['shielding', 'audit', 'identity', 'ingestion', 'directory'],
  for: 'service',
  together: 64,
})
