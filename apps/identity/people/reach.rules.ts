import type { Caller } from '@contactpoint/bus'
import { NATIONAL_DESK } from '@contactpoint/contracts'

/** Whether somebody's word goes for what is of an authority: of their own, and everywhere for whoever is of the national desk. */
export function isInReach(authority: string, { authority: own }: Pick<Caller, 'authority'>): boolean {
  return own === NATIONAL_DESK || own === authority
}

/** Whether what there is of an authority is listed for somebody: of their own, and of any for accreditors of the national desk. */
export function isSeenBy({ role, authority: own }: Pick<Caller, 'role' | 'authority'>, authority: string): boolean {
  return authority === own || (role === 'accreditor' && own === NATIONAL_DESK)
}
