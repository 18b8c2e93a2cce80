import { LIFT_CODES, REFUSAL_CODES, type DeskStep, type ShieldRead } from '@contactpoint/contracts'

/** Something that the people of a desk can do about a shield, and the words under which they do it. */
export interface Action {
  title: string
  button: string
  /** What follows; of a grave one the first is a warning. */
  follows: readonly string[]
  /** Shows something again, or is not taken back. */
  isGrave?: true
  /** Needs no page of its own: it is said on the button, and somebody else looks at it again. */
  isDirect?: true
  codes?: readonly string[]
  codesLegend?: string
  field?: { name: string; label: string; hint: string }
}

const REFUSED = { codes: REFUSAL_CODES, codesLegend: 'Why is it refused?' } as const
const OTHER = {
  ...{ name: 'otherChildId', label: 'Number of the other record' },
  hint: 'Twelve letters and digits, like KLJ6G4D4VGLR',
} as const

export const ACTIONS = {
  place: {
    title: 'Place this shield',
    button: 'Place this shield',
    isDirect: true,
    follows: ['Another officer then confirms it. It is in force already.'],
  },
  confirm: {
    title: 'Confirm this shield',
    button: 'Confirm this shield',
    isDirect: true,
    follows: ['It then stays, and the management team reviews it.'],
  },
  'agree-lift': {
    title: 'Agree that it is lifted',
    button: 'Agree that it is lifted',
    follows: [
      'The shield stays until the management team has decided.',
      'You cannot take this back; they can keep it.',
    ],
  },
  'agree-refusal': {
    title: 'Agree that it is refused',
    button: 'Agree that it is refused',
    ...REFUSED,
    follows: ['The shield stays until the management team has decided.', 'An officer may still place it.'],
  },
  'review-keep': {
    title: 'The shield stays',
    button: 'Keep the shield',
    isDirect: true,
    follows: ['This is the review. The next is due in six months, or as the policy says.'],
  },
  'review-lift': {
    title: 'Find that the shield is to be lifted',
    button: 'Ask officers to propose that it is lifted',
    follows: ['An officer proposes it, another agrees, and the management team decides.'],
  },
  keep: {
    title: 'Keep the shield',
    button: 'Keep the shield',
    isDirect: true,
    follows: ['It stays, and is due for review again.'],
  },
  lift: {
    title: 'Lift this shield',
    button: 'Lift this shield for everybody',
    isGrave: true,
    follows: [
      'Where the child is and who works with them is shown again, to everybody who may open records.',
      'What has been seen cannot be hidden again.',
      'A record that leads to another child who is shielded stays covered until it is decided beside that child.',
      'If in doubt, keep the shield: nothing ends by waiting.',
    ],
  },
  refuse: {
    title: 'Refuse this shield',
    button: 'Refuse this shield and end it',
    isGrave: true,
    ...REFUSED,
    follows: [
      'The shield ends, and where the child is is shown again, to everybody who may open records.',
      'What has been seen cannot be hidden again.',
    ],
  },
  'agree-merge': {
    title: 'Agree that these records are one child',
    button: 'Make them one record',
    isGrave: true,
    follows: ['Both records become one now. It can be split again exactly.'],
  },
  'agree-split': {
    title: 'Agree that this record is split',
    button: 'Split the record',
    isGrave: true,
    follows: ['The record becomes two now. What is split off stays shielded.'],
  },
  'refuse-proposal': {
    title: 'Refuse what is proposed, or take it back',
    button: 'Refuse or take back',
    follows: ['Everything stays as it is.'],
  },
  'propose-lift': {
    title: 'Propose that it is lifted',
    button: 'Propose that it is lifted',
    codes: LIFT_CODES,
    codesLegend: 'Why is it no longer needed?',
    follows: ['The shield stays until another officer has agreed and the management team has decided.'],
  },
  'propose-refusal': {
    title: 'Propose that it is refused',
    button: 'Propose that it is refused',
    ...REFUSED,
    follows: ['The shield stays until another officer has agreed and the management team has decided.'],
  },
  'propose-merge': {
    title: 'Propose that another record is the same child',
    button: 'Propose this',
    field: OTHER,
    follows: ['Another officer agrees before anything changes.'],
  },
  'propose-split': {
    title: 'Propose that a merged record is split off',
    button: 'Propose this',
    field: OTHER,
    follows: ['Another officer agrees before anything changes.'],
  },
  'offer-handover': {
    title: 'Offer the child to another authority',
    button: 'Offer the child',
    follows: ['Its desk accepts or refuses. Until then yours decides, and the shield holds throughout.'],
    field: { name: 'authority', label: 'Code of the authority', hint: 'Three digits: Bradford is 380' },
  },
  seal: {
    title: 'Seal this record',
    button: 'Seal this record',
    isGrave: true,
    follows: [
      'Nobody but your desk finds the child any more, not even by its number. Feeds about it wait.',
      'Somebody else than you has to open it again.',
    ],
  },
  unseal: {
    title: 'Open this record again',
    button: 'Open it to the standard shield',
    isGrave: true,
    follows: ['Name, date of birth, gender and number are shown again, to everybody who may open records.'],
  },
} as const satisfies Record<DeskStep, Action>

/** An action with its name, as the page offers it. */
export type Offered = Action & { name: DeskStep }

/** What whoever looks at a shield can do, in the order in which it is offered; what a review has found already is not asked for again. */
export function actionsFor({ open = [], isLiftWanted }: Pick<ShieldRead, 'open' | 'isLiftWanted'>): Offered[] {
  return Object.entries(ACTIONS as Record<DeskStep, Action>)
    .map(([name, action]) => ({ name: name as DeskStep, ...action }))
    .filter(({ name }) => open.includes(name) && !(name === 'review-lift' && isLiftWanted))
}

/** What a desk can do about a child that another one offers. */
export const OFFERED_TO_US: readonly (Action & { name: 'accept-handover' | 'refuse-proposal' })[] = [
  {
    ...{ name: 'accept-handover', title: 'Take this child over', button: 'Take the child over' },
    isGrave: true,
    follows: ['Your desk decides about the shield from now on. It stays in force.'],
  },
  { ...ACTIONS['refuse-proposal'], name: 'refuse-proposal', title: 'Refuse to take this child over' },
]
