import {
  LIFT_CODES,
  REFUSAL_CODES,
  type ProposalKind,
  type Role,
  type ShieldRead,
  type ShieldStepKind,
  type Tier,
} from '@contactpoint/contracts'
import { stageOf, type Stage } from './stages.rules.ts'

/** Something that the people of a desk can do about a shield, and the words under which they do it. */
export interface Action {
  title: string
  button: string
  by: readonly Role[]
  /** What follows; of a grave one the first is a warning. */
  follows: readonly string[]
  /** Shows something again, or is not taken back. */
  isGrave?: true
  /** Needs no page of its own: it is said on the button, and somebody else looks at it again. */
  isDirect?: true
  from?: readonly Stage[]
  tier?: Tier
  /** What must be proposed; null: nothing may be. */
  proposal?: readonly ProposalKind[] | null
  /** Whoever took one of these steps last leaves this one to somebody else. */
  not?: readonly ShieldStepKind[]
  codes?: readonly string[]
  codesLegend?: string
  field?: { name: string; label: string; hint: string }
}

const OFFICER = ['shield-officer'] as const
const TEAM = ['cpmt'] as const
const DESK = ['shield-officer', 'cpmt'] as const
const REFUSED = { codes: REFUSAL_CODES, codesLegend: 'Why is it refused?' } as const
const OTHER = {
  ...{ name: 'otherChildId', label: 'Number of the other record' },
  hint: 'Twelve letters and digits, like KLJ6G4D4VGLR',
} as const

export const ACTIONS = {
  place: {
    ...{ title: 'Place this shield', button: 'Place this shield', by: OFFICER, isDirect: true },
    ...{ from: ['interim', 'refusal-proposed', 'refusal-agreed'], not: ['interim-shield'] },
    follows: ['Another officer then confirms it. It is in force already.'],
  },
  confirm: {
    ...{ title: 'Confirm this shield', button: 'Confirm this shield', by: OFFICER, isDirect: true },
    ...{ from: ['placed'], not: ['interim-shield', 'place'] },
    follows: ['It then stays, and the management team reviews it.'],
  },
  'agree-lift': {
    ...{ title: 'Agree that it is lifted', button: 'Agree that it is lifted', by: OFFICER },
    ...{ from: ['lift-proposed'], not: ['propose-lift'] },
    follows: [
      'The shield stays until the management team has decided.',
      'You cannot take this back; they can keep it.',
    ],
  },
  'agree-refusal': {
    ...{ title: 'Agree that it is refused', button: 'Agree that it is refused', by: OFFICER, ...REFUSED },
    ...{ from: ['refusal-proposed'], not: ['propose-refusal'] },
    follows: ['The shield stays until the management team has decided.', 'An officer may still place it.'],
  },
  'review-keep': {
    ...{ title: 'The shield stays', button: 'Keep the shield', by: TEAM, from: ['confirmed', 'lift-wanted'] },
    ...{ isDirect: true, follows: ['This is the review. The next is due in six months, or as the policy says.'] },
  },
  'review-lift': {
    ...{ title: 'Find that the shield is to be lifted', button: 'Ask officers to propose that it is lifted', by: TEAM },
    ...{ from: ['confirmed'], follows: ['An officer proposes it, another agrees, and the management team decides.'] },
  },
  keep: {
    ...{ title: 'Keep the shield', button: 'Keep the shield', by: TEAM, isDirect: true },
    ...{ from: ['lift-proposed', 'lift-agreed'], follows: ['It stays, and is due for review again.'] },
  },
  lift: {
    ...{ title: 'Lift this shield', button: 'Lift this shield for everybody', by: TEAM, isGrave: true },
    ...{ from: ['lift-agreed'], not: ['propose-lift', 'agree-lift'] },
    follows: [
      'Where the child is and who works with them is shown again, to everybody who may open records.',
      'What has been seen cannot be hidden again.',
      'If in doubt, keep the shield: nothing ends by waiting.',
    ],
  },
  'decide-refusal': {
    ...{ title: 'Refuse this shield', button: 'Refuse this shield and end it', by: TEAM, isGrave: true, ...REFUSED },
    ...{ from: ['refusal-agreed'], not: ['propose-refusal', 'agree-refusal'] },
    follows: [
      'The shield ends, and where the child is is shown again, to everybody who may open records.',
      'What has been seen cannot be hidden again.',
    ],
  },
  'agree-merge': {
    ...{ title: 'Agree that these records are one child', button: 'Make them one record', by: OFFICER, isGrave: true },
    ...{ proposal: ['merge'] as const, follows: ['Both records become one now. It can be split again exactly.'] },
  },
  'agree-split': {
    ...{ title: 'Agree that this record is split', button: 'Split the record', by: OFFICER, isGrave: true },
    ...{ proposal: ['split'] as const },
    follows: ['The record becomes two now. What is split off stays shielded.'],
  },
  'refuse-proposal': {
    ...{ title: 'Refuse what is proposed, or take it back', button: 'Refuse or take back', by: DESK },
    ...{ proposal: ['merge', 'split', 'handover'] as const, follows: ['Everything stays as it is.'] },
  },
  'propose-lift': {
    ...{ title: 'Propose that it is lifted', button: 'Propose that it is lifted', by: OFFICER },
    ...{ from: ['confirmed', 'lift-wanted'], codes: LIFT_CODES, codesLegend: 'Why is it no longer needed?' },
    follows: ['The shield stays until another officer has agreed and the management team has decided.'],
  },
  'propose-refusal': {
    ...{ title: 'Propose that it is refused', button: 'Propose that it is refused', by: OFFICER, ...REFUSED },
    ...{ from: ['interim', 'placed'] },
    follows: ['The shield stays until another officer has agreed and the management team has decided.'],
  },
  'propose-merge': {
    ...{ title: 'Propose that another record is the same child', button: 'Propose this', by: OFFICER, field: OTHER },
    ...{ proposal: null, follows: ['Another officer agrees before anything changes.'] },
  },
  'propose-split': {
    ...{ title: 'Propose that a merged record is split off', button: 'Propose this', by: OFFICER, field: OTHER },
    ...{ proposal: null, follows: ['Another officer agrees before anything changes.'] },
  },
  'offer-handover': {
    ...{ title: 'Offer the child to another authority', button: 'Offer the child', by: DESK, proposal: null },
    follows: ['Its desk accepts or refuses. Until then yours decides, and the shield holds throughout.'],
    field: { name: 'authority', label: 'Code of the authority', hint: 'Three digits: Bradford is 380' },
  },
  seal: {
    ...{ title: 'Seal this record', button: 'Seal this record', by: DESK, tier: 'standard', isGrave: true },
    follows: [
      'Nobody but your desk finds the child any more, not even by its number. Feeds about it wait.',
      'Somebody else than you has to open it again.',
    ],
  },
  open: {
    ...{ title: 'Open this record again', button: 'Open it to the standard shield', by: DESK, tier: 'sealed' },
    ...{ isGrave: true, not: ['seal'] },
    follows: ['Name, date of birth, gender and number are shown again, to everybody who may open records.'],
  },
} as const satisfies Record<string, Action>

export type ActionName = keyof typeof ACTIONS

/** An action with its name, as the page offers it. */
export type Offered = Action & { name: ActionName }

/** What somebody can do about a shield as it is now; what needs somebody else than them is not offered. */
export function actionsFor(
  shield: Pick<ShieldRead, 'state' | 'steps' | 'tier' | 'proposal'>,
  role: Role,
  personId: string,
): Offered[] {
  const stage = stageOf(shield)
  const mine = (kinds: readonly ShieldStepKind[] = []): boolean =>
    kinds.some((one) => shield.steps.findLast(({ kind }) => kind === one)?.by === personId)
  return Object.entries(ACTIONS as Record<ActionName, Action>)
    .map(([name, action]) => ({ name: name as ActionName, ...action }))
    .filter(({ by, from, tier, proposal, not, name }) => {
      if (!by.includes(role) || (from && !from.includes(stage)) || (tier && tier !== shield.tier)) return false
      if (proposal === null && shield.proposal) return false
      if (proposal && !(shield.proposal && proposal.includes(shield.proposal.kind))) return false
      return !mine(not) && !(name.startsWith('agree-') && proposal && shield.proposal?.proposedBy === personId)
    })
}

/** What a desk can do about a child that another one offers. */
export const OFFERED_TO_US: readonly (Action & { name: 'accept-handover' | 'refuse-proposal' })[] = [
  {
    ...{ name: 'accept-handover', title: 'Take this child over', button: 'Take the child over', by: DESK },
    isGrave: true,
    follows: ['Your desk decides about the shield from now on. It stays in force.'],
  },
  { ...ACTIONS['refuse-proposal'], name: 'refuse-proposal', title: 'Refuse to take this child over' },
]
