import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import {
  Candidate,
  ComparedRecord,
  LinkQuestion,
  ListQuestions,
  MOST_CANDIDATES,
  MOST_QUESTIONS_LISTED,
} from '../directory/link-questions.ts'
import { LINK_ANSWERS, QUESTION_KINDS, type LinkAnswer, type QuestionKind } from '../feed-vocabulary.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Nothing } from '../nothing.ts'
import { Receipt } from '../receipt.ts'
import { CHILD_ID, UUID } from '../schemas.ts'
import { Accounted } from './accounted.ts'

export class ListLinkQuestions implements ListQuestions {
  @About('Only those that are asked for this reason.')
  @IsOptional()
  @IsIn(QUESTION_KINDS)
  kind?: QuestionKind
}

@About('Rows of feeds of which a person must say whom they are about.')
export class LinkQuestionsListed {
  @About('Those that wait longest first; fifty at most.', { maxItems: MOST_QUESTIONS_LISTED })
  @IsArray()
  @ArrayMaxSize(MOST_QUESTIONS_LISTED)
  @ValidateNested({ each: true })
  @Type(() => LinkQuestion)
  items!: LinkQuestion[]

  @About('Always null: whoever answers some sees the next.', { maxLength: 36 })
  @OrNull()
  @IsString()
  next!: string | null

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/**
 * What waits for a data steward; nothing of any child, and nothing that might be about a shielded one; recorded, since what is not there says
 * that it may be.
 */
export const listLinkQuestions = request('shielding.question.list', ListLinkQuestions, LinkQuestionsListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

export class ViewLinkQuestion {
  @About('Id of the question.', UUID)
  @IsUUID()
  questionId!: string
}

@About('A row, and the children it may be about.')
export class LinkQuestionViewed extends Accounted {
  @ValidateNested()
  @Type(() => LinkQuestion)
  question!: LinkQuestion

  @About('What the row says.')
  @ValidateNested()
  @Type(() => ComparedRecord)
  row!: ComparedRecord

  @About('Who agrees in most stands first; nobody, where the directory shows nobody who may be meant.', {
    maxItems: MOST_CANDIDATES,
  })
  @IsArray()
  @ArrayMaxSize(MOST_CANDIDATES)
  @ValidateNested({ each: true })
  @Type(() => Candidate)
  candidates!: Candidate[]
}

/**
 * Opens a question, which is then the caller's for a quarter of an hour; recorded. Errors: `not-found` for a question that is answered, was never
 * asked, or may be about a shielded child, all alike; `conflict` while somebody else has it.
 */
export const viewLinkQuestion = request('shielding.question.view', ViewLinkQuestion, LinkQuestionViewed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

@About('Whom a row is about.')
export class AnswerLinkQuestion extends ViewLinkQuestion {
  @About(
    '`same`: what the row says goes into that child’s record. `different`: it is about somebody else, who gets a record of their own. `unsure`: ' +
      'the question goes behind the others.',
  )
  @IsIn(LINK_ANSWERS)
  answer!: LinkAnswer

  @About('With `same`: which of the children, where several may be meant.', CHILD_ID)
  @IsOptional()
  @HasChildIdForm()
  childId?: string
}

@About('That a question is answered.')
export class LinkAnswered extends Accounted {
  @About('By which the answer can be undone; null where nothing was decided.', UUID)
  @OrNull()
  @IsUUID()
  linkId!: string | null
}

/** Answers it for good: no feed undoes that. Recorded before it takes effect. Errors: as for viewing; `conflict` where it does not say which child, or contradicts an answer that stands. */
export const answerLinkQuestion = request('shielding.question.answer', AnswerLinkQuestion, LinkAnswered, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})

export class UndoLinkAnswer {
  @About('As it was answered.', UUID)
  @IsUUID()
  linkId!: string
}

/**
 * Takes an answer back: the question is open again, with what its record has said since. Recorded before it takes effect. Errors: `not-found`
 * for an answer that was never given or is taken back; `conflict` where a later answer about its record, a shield or people stand on it.
 */
export const undoLinkAnswer = request('shielding.link.undo', UndoLinkAnswer, Nothing, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['data-steward'],
})
