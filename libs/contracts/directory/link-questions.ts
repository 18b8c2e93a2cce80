import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import {
  COMPARISONS,
  COMPARED,
  LINK_ANSWERS,
  QUESTION_KINDS,
  SOURCES,
  type Comparison,
  type Compared,
  type LinkAnswer,
  type QuestionKind,
  type Source,
} from '../feed-vocabulary.ts'
import { IsChildId } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { PersonName } from '../person-name.ts'
import { CHILD_ID, INSTANT, PLACE_CODE, UUID } from '../schemas.ts'
import { GENDERS, type Gender } from '../vocabulary.ts'
import { Address, Carer } from './child-record.ts'

/** More questions than these are not listed: whoever answers some sees the next. */
export const MOST_QUESTIONS_LISTED = 50
/** More children than these are not held against a row. */
export const MOST_CANDIDATES = 5
/** A question is one person's for this long after they opened it. Minutes. */
export const QUESTION_HELD_MINUTES = 15

@About('A row of a feed of which a person must say whom it is about.')
export class LinkQuestion {
  @About('Id of the question.', UUID)
  @IsUUID()
  questionId!: string

  @About('Why it is asked.')
  @IsIn(QUESTION_KINDS)
  kind!: QuestionKind

  @About('The feed that sent the row.')
  @IsIn(SOURCES)
  source!: Source

  @About('Since when it waits.', INSTANT)
  @IsString()
  askedAt!: string

  @About('Until when somebody has it, if anybody does.', INSTANT)
  @OrNull()
  @IsString()
  heldUntil!: string | null
}

export class ListQuestions {
  @IsOptional()
  @IsIn(QUESTION_KINDS)
  kind?: QuestionKind
}

export class QuestionsListed {
  @IsArray()
  @ArrayMaxSize(MOST_QUESTIONS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => LinkQuestion)
  items!: LinkQuestion[]
}

/** Rows of which a steward must say whom they are about, those that wait longest first. None that might be about a shielded child. */
export const listQuestions = request('directory.question.list', ListQuestions, QuestionsListed, {
  askedBy: ['shielding'],
  for: 'service',
})

/** Identifiers of other agencies are never shown: whether they agree is. */
@About('What a row says, or a record knows, of a child.')
export class ComparedRecord {
  @ValidateNested()
  @Type(() => PersonName)
  name!: PersonName

  @About('Day of birth.', { format: 'date', maxLength: 10, example: '2012-06-27' })
  @IsString()
  dateOfBirth!: string

  @About('As it was last said.')
  @IsIn(GENDERS)
  gender!: Gender

  @OrNull()
  @ValidateNested()
  @Type(() => Address)
  address!: Address | null

  @About('Who cares for the child.', { maxItems: 10 })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Carer)
  carers!: Carer[]

  @About('URN of the school.', { pattern: '^[0-9]{6}$', maxLength: 6, example: '148792' })
  @OrNull()
  @IsString()
  schoolUrn!: string | null

  @About('Code of the GP practice.', PLACE_CODE)
  @OrNull()
  @IsString()
  gpPracticeCode!: string | null
}

@About('One thing, held against what the row says of it.')
export class ComparedThing {
  @About('What it is.')
  @IsIn(COMPARED)
  thing!: Compared

  @About('`unknown`: one of the two does not say it.')
  @IsIn(COMPARISONS)
  agreement!: Comparison
}

@About('A child that the row may be about.')
export class Candidate extends ComparedRecord {
  @About('Id of the child in this directory.', CHILD_ID)
  @IsString()
  childId!: string

  @About('Whether the record of the source is linked to it by what it said before.')
  @IsBoolean()
  isLinked!: boolean

  @About('Each thing, held against the row.', { maxItems: COMPARED.length })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ComparedThing)
  compared!: ComparedThing[]
}

export class ReadQuestion {
  @IsUUID()
  questionId!: string

  /** Person id; the question is theirs from now on. */
  @IsString()
  by!: string
}

export class QuestionRead {
  @ValidateNested()
  @Type(() => LinkQuestion)
  question!: LinkQuestion

  @About('What the row says.')
  @ValidateNested()
  @Type(() => ComparedRecord)
  row!: ComparedRecord

  @About('The children it may be about, five at most; none: nobody the directory shows.', { maxItems: MOST_CANDIDATES })
  @IsArray()
  @ArrayMaxSize(MOST_CANDIDATES)
  @ValidateNested({ each: true })
  @Type(() => Candidate)
  candidates!: Candidate[]
}

/**
 * A row and the children it may be about, side by side. Errors: `not-found` for a question that is answered, or whose row might be about a shielded
 * child; `conflict` while somebody else has it.
 */
export const readQuestion = request('directory.question.read', ReadQuestion, QuestionRead, {
  askedBy: ['shielding'],
  for: 'service',
})

export class AnswerQuestion extends ReadQuestion {
  @IsIn(LINK_ANSWERS)
  answer!: LinkAnswer

  /** With `same`: whom it is about, where several may be. */
  @IsOptional()
  @IsChildId()
  childId?: string
}

export class QuestionAnswered {
  @About('By which the answer can be undone; null: nothing was decided.', UUID)
  @OrNull()
  @IsUUID()
  linkId!: string | null

  /** Ids of two records that are of one child by what was answered, where both stay since others have told of each. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2)
  @IsString({ each: true })
  twoOfOne?: string[]
}

/**
 * Answers a question for good: no row undoes it. Errors: as for reading; `conflict` too where the answer names no candidate, or one of several
 * must be named, and where it contradicts an answer that stands.
 */
export const answerQuestion = request('directory.question.answer', AnswerQuestion, QuestionAnswered, {
  askedBy: ['shielding'],
  for: 'service',
})

export class ReadLink {
  @IsUUID()
  linkId!: string
}

/** Those that an answer is about: whom the row was given to, whose its record was before, and whose it is now. */
export class LinkRead {
  @IsArray()
  @IsString({ each: true })
  childIds!: string[]
}

/** Errors: `not-found` for an answer that was never given, or is undone. */
export const readLink = request('directory.link.read', ReadLink, LinkRead, { askedBy: ['shielding'], for: 'service' })

export class UndoLink extends ReadLink {
  /** Person id. */
  @IsString()
  by!: string
}

/**
 * Takes an answer back: the question is open again, with all that its record has said since. Errors: `not-found`; `conflict` where it was undone
 * meanwhile, or a later answer about its record, a shield or people stand on it.
 */
export const undoLink = request('directory.link.undo', UndoLink, Nothing, { askedBy: ['shielding'], for: 'service' })
