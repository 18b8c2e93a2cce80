import type { PolicyState, Role } from '@contactpoint/contracts'

/** Whoever did something about the version before: a later step takes somebody else. */
export type Earlier = 'proposer' | 'recorder' | 'approver'

/** Who may take a step about a version, from which state to which, and whoever may not, whichever of their accounts they use. */
export interface PolicyStepRule {
  by: Role
  to: Partial<Record<PolicyState, PolicyState>>
  not: readonly Earlier[]
}

/** Every step about a version of the policy, as a table. `propose` begins one. */
export const POLICY_STEPS = {
  propose: { by: 'cpmt', to: {}, not: [] },
  review: { by: 'auditor', to: { proposed: 'reviewed', founding: 'in-force' }, not: ['proposer'] },
  approve: {
    by: 'cpmt',
    to: { reviewed: 'approved-once', 'approved-once': 'approved' },
    not: ['proposer', 'recorder', 'approver'],
  },
  activate: { by: 'cpmt', to: { approved: 'in-force' }, not: [] },
} as const satisfies Record<string, PolicyStepRule>

export type PolicyStepKind = keyof typeof POLICY_STEPS
export const POLICY_STEP_KINDS = Object.keys(POLICY_STEPS) as PolicyStepKind[]
