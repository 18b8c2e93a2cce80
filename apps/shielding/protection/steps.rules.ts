import { SHIELD_STAGES, type Role, type ShieldStage, type ShieldStepKind } from '@contactpoint/contracts'

/** What a child's protection can be in: no shield, a shield in one of its states, or on the way out of it, agreed by two or not yet. */
export type ProtectionState = 'none' | ShieldStage

/** Whoever did something before, of a merge, a split or a move the one who proposed that: a later step takes somebody else. */
export type Earlier = 'requester' | 'placer' | 'proposer' | 'agreer'

/** Who may take a step, from where, and what comes of it. */
export interface StepRule {
  /** Roles whose people may take it; none: it follows from another child's step, or from time. */
  by: readonly Role[]
  from: readonly ProtectionState[]
  /**
   * `same`: the shield stays as it is, and answers under way are stopped. `tighter`: both records have that of the two, which nobody is about to
   * end. `before`: as it was before somebody proposed to end it.
   */
  to: ProtectionState | 'same' | 'tighter' | 'before'
  /** Who may not take it, whichever of their accounts they use (I8). */
  not?: readonly Earlier[]
}

const OFFICER = ['shield-officer'] as const
const TEAM = ['cpmt'] as const
const DESK = ['shield-officer', 'cpmt'] as const
const IN_FORCE = SHIELD_STAGES
const ANY = ['none', ...IN_FORCE] as const

/** Every step that changes a protection, as a table (I3, I8): a test compares how it is printed. */
export const STEPS = {
  'interim-shield': { by: ['practitioner', 'shield-officer', 'cpmt'], from: ['none'], to: 'interim' },
  /** Somebody asks for what is there: who wanted to end it had not heard that. While it waits for its officers, nothing is new in it. */
  'asked-again': {
    by: ['practitioner', 'shield-officer', 'cpmt'],
    from: ['confirmed', 'lift-proposed', 'lift-agreed', 'refusal-proposed', 'refusal-agreed'],
    to: 'before',
  },
  place: {
    by: OFFICER,
    from: ['interim', 'refusal-proposed', 'refusal-agreed'],
    to: 'placed',
    not: ['requester'],
  },
  confirm: { by: OFFICER, from: ['placed'], to: 'confirmed', not: ['requester', 'placer'] },
  /** Two officers and then the management team, three people: the requester has had nothing of it. */
  'propose-refusal': { by: OFFICER, from: ['interim', 'placed'], to: 'refusal-proposed' },
  'agree-refusal': { by: OFFICER, from: ['refusal-proposed'], to: 'refusal-agreed', not: ['proposer'] },
  refuse: { by: TEAM, from: ['refusal-agreed'], to: 'none', not: ['proposer', 'agreer'] },
  'review-keep': { by: TEAM, from: ['confirmed'], to: 'same' },
  'review-lift': { by: TEAM, from: ['confirmed'], to: 'same' },
  'propose-lift': { by: OFFICER, from: ['confirmed'], to: 'lift-proposed' },
  'agree-lift': { by: OFFICER, from: ['lift-proposed'], to: 'lift-agreed', not: ['proposer'] },
  keep: { by: TEAM, from: ['lift-proposed', 'lift-agreed'], to: 'confirmed' },
  lift: { by: TEAM, from: ['lift-agreed'], to: 'none', not: ['proposer', 'agreer'] },
  /** What was due is late: it is said again every week, and nothing else follows. */
  escalate: { by: [], from: IN_FORCE, to: 'same' },
  seal: { by: DESK, from: IN_FORCE, to: 'same' },
  /** By somebody else than who sealed, also than who sealed a record that was merged with it. */
  unseal: { by: DESK, from: IN_FORCE, to: 'same' },
  /** Two records are of one child, or of two after all: what protects one protects both. One officer proposed it, another takes the step. */
  merge: { by: OFFICER, from: ANY, to: 'tighter', not: ['proposer'] },
  split: { by: OFFICER, from: ANY, to: 'tighter', not: ['proposer'] },
  /** Another authority is responsible: its desk takes the step, after that of before has offered the child. */
  move: { by: DESK, from: ANY, to: 'same', not: ['proposer'] },
  'lookalike-hidden': { by: [], from: ANY, to: 'same' },
  /** One person sees the whole record, for minutes; to everybody else the shield is as before (S26). */
  override: { by: ['practitioner'], from: IN_FORCE, to: 'same' },
  /** By whoever began it; also when their grant ends, or a check finds no grounds. */
  'override-end': { by: ['practitioner', 'cpmt'], from: ANY, to: 'same' },
  /** Somebody's consent to a sensitive service is withdrawn: answers under way that show it are stopped. No desk is told. */
  'consent-withdrawn': { by: [], from: ['none'], to: 'same' },
} as const satisfies Record<ShieldStepKind | 'consent-withdrawn', StepRule>

export type StepKind = keyof typeof STEPS
export const STEP_KINDS = Object.keys(STEPS) as StepKind[]

/** Whether the step can be taken in this state. */
export function isOpen(kind: StepKind, state: ProtectionState): boolean {
  return (STEPS[kind].from as readonly ProtectionState[]).includes(state)
}

/** Of several steps that one request may be, the one that is open in this state to this role; null: none is. */
export function openTo<Kind extends StepKind>(kinds: readonly Kind[], role: Role, state: ProtectionState): Kind | null {
  return kinds.find((kind) => (STEPS[kind].by as readonly Role[]).includes(role) && isOpen(kind, state)) ?? null
}

/** The table as text, a line a step. */
export function printedSteps(): string {
  return Object.entries(STEPS as Record<string, StepRule>)
    .map(([kind, { by, from, to, not = [] }]) => {
      const others = not.length > 0 ? `, none of ${not.join(', ')}` : ''
      return `${kind}: ${from.join(', ')} > ${to}, by ${by.join(', ') || 'nobody'}${others}`
    })
    .join('\n')
}
