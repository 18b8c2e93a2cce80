import type { Precondition } from '@contactpoint/contracts'

/** Whether somebody has to sign the agreement anew: what they have signed has an end, as the version in force has none. */
export function isAgreementLapsing(preconditions: readonly Precondition[]): boolean {
  return preconditions.some(({ name, isMet, until }) => name === 'agreement' && isMet && until !== null)
}
