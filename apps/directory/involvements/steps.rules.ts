import type { InvolvementChanges } from '@contactpoint/contracts'
import type { KeptInvolvement } from './involvements.schema.ts'

export const INVOLVEMENT_STATES = ['going-on', 'ended', 'withdrawn'] as const
export type InvolvementState = (typeof INVOLVEMENT_STATES)[number]

/** What may be done with an involvement, and in which state. */
export const INVOLVEMENT_STEPS = {
  change: { from: ['going-on'] },
  end: { from: ['going-on'] },
  withdraw: { from: ['going-on', 'ended'] },
} as const satisfies Record<string, { from: readonly InvolvementState[] }>
export type InvolvementStep = keyof typeof INVOLVEMENT_STEPS

export function stateOf({ consent, endDate }: Pick<KeptInvolvement, 'consent' | 'endDate'>): InvolvementState {
  if (consent?.withdrawnAt) return 'withdrawn'
  return endDate === null ? 'going-on' : 'ended'
}

export function mayTake(step: InvolvementStep, state: InvolvementState): boolean {
  return (INVOLVEMENT_STEPS[step].from as readonly InvolvementState[]).includes(state)
}

/** The steps that such changes are; none: nothing is changed. */
export function stepsOf({ endDate, consentWithdrawn, ...others }: InvolvementChanges): InvolvementStep[] {
  const isChanged = Object.values(others).some((value) => value !== undefined)
  return [
    ...(isChanged ? (['change'] as const) : []),
    ...(endDate === undefined ? [] : (['end'] as const)),
    ...(consentWithdrawn ? (['withdraw'] as const) : []),
  ]
}
