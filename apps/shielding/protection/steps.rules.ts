import type { Role, ShieldState } from '@contactpoint/contracts'

/** What a child's protection can be in: no shield, or a shield in one of its states. */
export type ProtectionState = 'none' | ShieldState

/** Who may take a step, from where, and what comes of it. */
export interface StepRule {
  /** Roles whose people may take it; none: it follows from another child's step. */
  by: readonly Role[]
  from: readonly ProtectionState[]
  /** `same`: the shield stays as it is, and answers under way are stopped. `tighter`: both records have that of the two. */
  to: ProtectionState | 'same' | 'tighter'
}

/** Every step that changes a protection, as a table (I3, I8): a test compares how it is printed. */
export const STEPS = {
  'interim-shield': { by: ['practitioner', 'shield-officer', 'cpmt'], from: ['none'], to: 'interim' },
  seal: { by: ['shield-officer', 'cpmt'], from: ['interim'], to: 'same' },
  /** By somebody else than who sealed. */
  unseal: { by: ['shield-officer', 'cpmt'], from: ['interim'], to: 'same' },
  /** Two records are of one child, or of two after all: what protects one protects both. */
  merge: { by: ['shield-officer', 'cpmt'], from: ['none', 'interim'], to: 'tighter' },
  split: { by: ['shield-officer', 'cpmt'], from: ['none', 'interim'], to: 'tighter' },
  /** Another authority is responsible. */
  move: { by: ['shield-officer', 'cpmt'], from: ['none', 'interim'], to: 'same' },
  'lookalike-hidden': { by: [], from: ['none', 'interim'], to: 'same' },
} as const satisfies Record<string, StepRule>

export type StepKind = keyof typeof STEPS
export const STEP_KINDS = Object.keys(STEPS) as StepKind[]

/** Whether the step can be taken in this state. */
export function isOpen(kind: StepKind, state: ProtectionState): boolean {
  return (STEPS[kind].from as readonly ProtectionState[]).includes(state)
}

/** The table as text, a line a step. */
export function printedSteps(): string {
  return Object.entries(STEPS as Record<string, StepRule>)
    .map(([kind, { by, from, to }]) => `${kind}: ${from.join(', ')} > ${to}, by ${by.join(', ') || 'nobody'}`)
    .join('\n')
}
