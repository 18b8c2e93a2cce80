import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, Matches, ValidateNested } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { MOST_FED_INVOLVEMENTS, MOST_INVOLVEMENTS_SHOWN } from '../directory/involvement.ts'
import { ReviewedInvolvement } from '../directory/list-involvements.ts'
import { ContactCard } from '../identity/get-person.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { Receipt } from '../receipt.ts'
import { IsReference } from '../rules.ts'
import { CHILD_ID, INSTANT, UUID } from '../schemas.ts'
import { REASONS, type Reason } from '../vocabulary.ts'
import { BudgetWarning } from './budget-warning.ts'
import { Accounted } from './accounted.ts'
import { WholeList } from '../whole-list.ts'

/** How far a request has come to be put in touch with whoever works with a child. */
export const BROKER_STATES = ['open', 'answered'] as const
export type BrokerState = (typeof BROKER_STATES)[number]

/** What came of it, and all that its asker learns. */
export const BROKER_OUTCOMES = ['passed-on', 'declined', 'nobody'] as const
export type BrokerOutcome = (typeof BROKER_OUTCOMES)[number]

/** More than this many are not listed: whoever answers some sees the next. */
export const MOST_BROKER_REQUESTS = 50

@About('Why somebody wants to be put in touch with whoever else works with a child.')
export class OpenBrokerRequest {
  @About('Id of the child. A mistyped one is answered like one of nobody.', CHILD_ID)
  @HasChildIdForm()
  childId!: string

  @About('Why.')
  @IsIn(REASONS)
  reason!: Reason

  @About("Reference into the asker's own case system; never free text.", { example: 'EH/2026/14', maxLength: 40 })
  @IsReference()
  caseReference!: string
}

@About('That it was asked: the same whether anybody else works with the child or not.')
export class BrokerRequestOpened extends Accounted {
  @About('Id of the request; the same again while it is open.', UUID)
  @IsString()
  requestId!: string
}

/**
 * Asks the management team of the child's desk to put the caller in touch; recorded. Errors: `not-found` as for a disclosure; `conflict`
 * when the account has no work contact that could be passed on.
 */
export const openBrokerRequest = request('shielding.broker-request.open', OpenBrokerRequest, BrokerRequestOpened, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner'],
})

export class ListBrokerRequests {}

@About('A request to be put in touch. Nothing of who works with the child is in it.')
export class BrokerRequest {
  @About('Id of the request.', UUID)
  @IsString()
  requestId!: string

  @About(
    'Id of the child: to the asker the one that was asked about, to the desk the record that goes on for it.',
    CHILD_ID,
  )
  @IsString()
  childId!: string

  @About('Why it was asked.')
  @IsIn(REASONS)
  reason!: Reason

  @About('`open` until the management team has answered.')
  @IsIn(BROKER_STATES)
  state!: BrokerState

  @About(
    'What came of it; null while it is open. `nobody` says no more than that there is nobody to be put in touch with.',
  )
  @OrNull()
  @IsIn(BROKER_OUTCOMES)
  outcome!: BrokerOutcome | null

  @About('When it was asked.', INSTANT)
  @IsString()
  askedAt!: string

  @About('Until when an answer is due. It stays open afterwards.', INSTANT)
  @IsString()
  dueAt!: string

  @About('Whether that is over and it is open.')
  @IsBoolean()
  isLate!: boolean
}

@About('Requests to be put in touch.')
export class BrokerRequestsListed extends WholeList {
  @About(
    'Fifty at most. Of a management team: open ones of its desk, the oldest first. Of a practitioner: their own, open ones first, then the latest.',
    {
      maxItems: MOST_BROKER_REQUESTS,
    },
  )
  @IsArray()
  @ArrayMaxSize(MOST_BROKER_REQUESTS)
  @ValidateNested({ each: true })
  @Type(() => BrokerRequest)
  items!: BrokerRequest[]

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt
}

/** The open requests of the caller's desk, or the caller's own, by role; recorded. */
export const listBrokerRequests = request('shielding.broker-request.list', ListBrokerRequests, BrokerRequestsListed, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['practitioner', 'cpmt'],
})

export class ReadBrokerTask {
  @About('Id of the request.', UUID)
  @Matches(/^[0-9a-f-]{36}$/)
  requestId!: string
}

@About(
  'A request with all that is needed to put people in touch: the only place where what a shield hides of them is shown.',
)
export class BrokerTask extends BrokerRequest {
  @About("Reference into the asker's own case system.", { maxLength: 40, example: 'EH/2026/14' })
  @IsString()
  caseReference!: string

  @About('Whom to put in touch, as identity knows them; null: they have no contact any more.')
  @OrNull()
  @ValidateNested()
  @Type(() => ContactCard)
  asker!: ContactCard | null

  @About('Everybody who works with the child, sensitive services and what feeds bring too; whoever goes on first.', {
    maxItems: MOST_INVOLVEMENTS_SHOWN + MOST_FED_INVOLVEMENTS,
  })
  @IsArray()
  @ArrayMaxSize(MOST_INVOLVEMENTS_SHOWN + MOST_FED_INVOLVEMENTS)
  @ValidateNested({ each: true })
  @Type(() => ReviewedInvolvement)
  involvements!: ReviewedInvolvement[]

  @ValidateNested()
  @Type(() => Receipt)
  receipt!: Receipt

  @About('Only when little is left.')
  @IsOptional()
  @ValidateNested()
  @Type(() => BudgetWarning)
  budget?: BudgetWarning
}

/**
 * One open request, with whoever works with its child; a disclosure: recorded, counted and guarded. Errors: `not-found` for one that is answered,
 * of another desk, of the caller's own under another account, of a child that nobody sees, or that never was: all alike.
 */
export const readBrokerTask = request('shielding.broker-request.read', ReadBrokerTask, BrokerTask, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['cpmt'],
})

@About('What came of it.')
export class AnswerBrokerRequest extends ReadBrokerTask {
  @About('`passed-on`: whoever works with the child has the contact of the asker; `declined`; or there is `nobody`.')
  @IsIn(BROKER_OUTCOMES)
  outcome!: BrokerOutcome
}

@About('A request that is answered.')
export class BrokerRequestAnswered {
  @About('Id of the request.', UUID)
  @IsString()
  requestId!: string

  @About('How it is now.')
  @IsIn(BROKER_STATES)
  state!: BrokerState

  @About('What came of it.')
  @IsIn(BROKER_OUTCOMES)
  outcome!: BrokerOutcome
}

/** Answers a request, once; recorded. Errors: `not-found` as for reading it; `conflict` when it is answered already. */
export const answerBrokerRequest = request(
  'shielding.broker-request.answer',
  AnswerBrokerRequest,
  BrokerRequestAnswered,
  {
    askedBy: ['gateway'],
    for: 'person',
    roles: ['cpmt'],
  },
)
