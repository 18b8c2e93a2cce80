import { IsIn, IsOptional, IsString, Matches } from 'class-validator'
import { About, OrNull } from '../about.ts'
import { HasChildIdForm } from '../is-child-id.ts'
import { request } from '../message.ts'
import { CHILD_ID, INSTANT } from '../schemas.ts'
import { AboutShield, ShieldNow } from './shield-now.ts'

/** What one person may propose about the record of a shielded child, for another to agree to. */
export const PROPOSAL_KINDS = ['handover', 'merge', 'split'] as const
export type ProposalKind = (typeof PROPOSAL_KINDS)[number]

export const PROPOSAL_STATES = ['open', 'done', 'refused'] as const
export type ProposalState = (typeof PROPOSAL_STATES)[number]

@About('What is proposed about the record of a shielded child, as it stands.')
export class ProposalNow extends AboutShield {
  @About('What it is.')
  @IsIn(PROPOSAL_KINDS)
  kind!: ProposalKind

  @About('`open` until somebody else has agreed, or refused. Meanwhile everything is as it was.')
  @IsIn(PROPOSAL_STATES)
  state!: ProposalState

  @About('Until when that is due. It stays open afterwards.', INSTANT)
  @IsString()
  dueAt!: string
}

@About('What is proposed about the record, and waits for somebody else.')
export class ProposalSeen {
  @About('What it is.')
  @IsIn(PROPOSAL_KINDS)
  kind!: ProposalKind

  @About('The other record: what is to go on as this one, or to be split off from it.', CHILD_ID)
  @OrNull()
  @IsString()
  otherChildId!: string | null

  @About('DfE code of the authority that is to become responsible.', { maxLength: 3, example: '380' })
  @OrNull()
  @IsString()
  authority!: string | null

  @About('Id of who proposed it, as entries of the log have it.', { maxLength: 100 })
  @IsString()
  proposedBy!: string

  @About('Until when it is due.', INSTANT)
  @IsString()
  dueAt!: string
}

@About('Which authority is to become responsible for the child.')
export class OfferHandover extends AboutShield {
  @About('Its DfE code.', { pattern: '^[0-9]{3}$', maxLength: 3, example: '380' })
  @Matches(/^[0-9]{3}$/)
  authority!: string
}

/**
 * Offers a shielded child to another authority, whose desk must accept it; until then all stays as it is. Errors: `not-found` as for every step
 * on a shield; `invalid-request` for an authority that is not listed, or whose children this desk decides about; `conflict` while something else is open.
 */
export const offerHandover = request('shielding.handover.offer', OfferHandover, ProposalNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})

export class AcceptHandover extends AboutShield {}

/**
 * The other desk takes the child over, with the shield that it has. Errors: `not-found` for a child that is not offered to the caller's desk;
 * `conflict` for who offered it, under whichever account, and when it is too late.
 */
export const acceptHandover = request('shielding.handover.accept', AcceptHandover, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})

@About('The other record.')
export class ProposeMerge extends AboutShield {
  @About('Id of the record that is of the same child.', CHILD_ID)
  @HasChildIdForm()
  otherChildId!: string
}

/**
 * An officer proposes that another record goes on as this one. Errors: `not-found` also for another record that is near to no shield of the desk and is
 * of no child of it; `conflict` while something else is open.
 */
export const proposeMerge = request('shielding.merge.propose', ProposeMerge, ProposalNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
})

@About('What is agreed to.')
export class AgreeMerge extends AboutShield {
  @About(
    'Id of the other record, as the proposal that you read has it: where another is proposed by now, that is a conflict.',
    CHILD_ID,
  )
  @IsOptional()
  @HasChildIdForm()
  otherChildId?: string
}

/** Another officer of the desk agrees: it is done, and both are protected from that moment. Errors: those of every step on a shield. */
export const agreeMerge = request('shielding.merge.agree', AgreeMerge, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
})

export class ProposeSplit extends ProposeMerge {}

/** An officer proposes that a record that was merged into this one stands by itself again. Errors: `not-found` also when it was not; `conflict`. */
export const proposeSplit = request('shielding.split.propose', ProposeSplit, ProposalNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
})

export class AgreeSplit extends AgreeMerge {}

/** Another officer of the desk agrees: it is done, and what is split off stays shielded. Errors: those of every step on a shield. */
export const agreeSplit = request('shielding.split.agree', AgreeSplit, ShieldNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer'],
})

export class RefuseProposal extends AboutShield {
  @About('What is refused: another that is open stays so.')
  @IsOptional()
  @IsIn(PROPOSAL_KINDS)
  kind?: ProposalKind
}

/** Ends what is proposed, by its own desk or by the one to which a child is offered. Errors: `not-found`; `conflict` when nothing is open. */
export const refuseProposal = request('shielding.proposal.refuse', RefuseProposal, ProposalNow, {
  askedBy: ['gateway'],
  for: 'person',
  roles: ['shield-officer', 'cpmt'],
})
