import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsString, IsUUID, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { CompareRecords, RecordThatGoesOn } from '../directory/duplicates.ts'
import { Candidate } from '../directory/link-questions.ts'
import { LINK_ANSWERS, type LinkAnswer } from '../feed-vocabulary.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, INSTANT, UUID } from '../schemas.ts'
import { Accounted } from './accounted.ts'

/** More pairs of records than these are not listed: whoever answers some sees the next. */
export const MOST_DUPLICATES_LISTED = 50

export const DUPLICATE_STATES = ['open', 'merged', 'different'] as const
export type DuplicateState = (typeof DUPLICATE_STATES)[number]

export const FOUND_BY = ['model', 'person'] as const
export type FoundBy = (typeof FOUND_BY)[number]

@About('Two records that may be of one child.')
export class Duplicate {
  @About('Id of the pair.', UUID)
  @IsUUID()
  duplicateId!: string

  @About('Whether the model of linking has found them, or somebody has named them.')
  @IsIn(FOUND_BY)
  foundBy!: FoundBy

  @About('Since when they wait.', INSTANT)
  @IsString()
  askedAt!: string
}

@About('Pairs of records of which a person must say whether they are of one child.')
export class DuplicatesListed {
  @About('Those that wait longest first, without what the caller has said already; fifty at most.', {
    maxItems: MOST_DUPLICATES_LISTED,
  })
  @IsArray()
  @ArrayMaxSize(MOST_DUPLICATES_LISTED)
  @ValidateNested({ each: true })
  @Type(() => Duplicate)
  items!: Duplicate[]

  @About('Always null: whoever answers some sees the next.', { maxLength: 36 })
  @OrNull()
  @IsString()
  next!: string | null

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** Recorded, since a pair that is not there may have a shielded child in it. */
export const listDuplicates = request('shielding.duplicate.list', Nothing, DuplicatesListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

@About('Two records that somebody says are of one child.')
export class NameDuplicate {
  @About('Id of one of them.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About('Id of the other.', CHILD_ID)
  @HasChildIdForm()
  otherId!: string
}

@About('How it stands with two records.')
export class DuplicateNow extends Accounted {
  @About('Id of the pair.', UUID)
  @IsUUID()
  duplicateId!: string

  @About('`merged`: two people have said that they are of one child. `different`: somebody has said that they are not.')
  @IsIn(DUPLICATE_STATES)
  state!: DuplicateState
}

/**
 * Says that two records are of one child, which waits for somebody else to say so too, and is not taken where somebody has said that they are two (`different`), or they
 * are one already (`merged`): whoever knows both ids learns by which id that is taken back.
 * Errors: `not-found` where one of them is not shown to everybody.
 */
export const nameDuplicate = request('shielding.duplicate.name', NameDuplicate, DuplicateNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

export class ViewDuplicate {
  @About('Id of the pair.', UUID)
  @IsUUID()
  duplicateId!: string
}

@About('Two records, side by side.')
export class DuplicateViewed extends Accounted {
  @ValidateNested()
  @Type(() => Duplicate)
  duplicate!: Duplicate

  @About('The record that goes on, where both are of one child: of which the directory has known longer.')
  @ValidateNested()
  @Type(() => RecordThatGoesOn)
  goesOn!: RecordThatGoesOn

  @About('The other one, held against it.')
  @ValidateNested()
  @Type(() => Candidate)
  other!: Candidate
}

/** Recorded. Errors: `not-found` for a pair that was never found, is decided, or has a shielded child in it, all alike. */
export const viewDuplicate = request('shielding.duplicate.view', ViewDuplicate, DuplicateViewed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

@About('Whether two records are of one child.')
export class AnswerDuplicate extends ViewDuplicate {
  @About(
    '`same`: they are, and the records become one once a second person says so. `different`: they are not. `unsure`: the pair goes behind the others.',
  )
  @IsIn(LINK_ANSWERS)
  answer!: LinkAnswer
}

/** Recorded before it takes effect. Errors: as for viewing; `conflict` for who has said so already, or where it was decided meanwhile. */
export const answerDuplicate = request('shielding.duplicate.answer', AnswerDuplicate, DuplicateNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

export class UndoDuplicate extends ViewDuplicate {}

/**
 * Takes back what was decided: records that became one are two again, as their own sources say them by now, and the pair is open. Recorded before it
 * takes effect. Errors: `not-found` for a pair that is not decided, or whose child is shielded.
 */
export const undoDuplicate = request('shielding.duplicate.undo', UndoDuplicate, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

/** More pairs than these are not said at a time. */
export const MOST_FOUND = 100

export class FoundDuplicates {
  @IsArray()
  @ArrayMaxSize(MOST_FOUND)
  @ValidateNested({ each: true })
  @Type(() => CompareRecords)
  pairs!: CompareRecords[]
}

/** Pairs that the model of linking holds for one child; one that is known already, decided or not, stays as it is. */
export const foundDuplicates = request('shielding.duplicate.found', FoundDuplicates, Nothing, {
  askedBy: ['directory'],
  for: 'service',
})
