import { Fault, MOST_PLACES, type RowToShield } from '@contactpoint/contracts'
import { stateOf } from '../protection/protection.rules.ts'
import type { Shield } from '../protection/protection.schema.ts'
import { mayTake, type Actor } from '../protection/stages.rules.ts'
import { isOpen } from '../protection/steps.rules.ts'

/**
 * What a row of a list is about: a child of the desk without a shield, or with one that was asked for, or with one that was placed before or that this
 * officer asked for; or nobody whom the desk decides about.
 */
export type Found = 'open' | 'asked' | 'before' | 'nobody'

/** A child of the desk that has a shield already. */
export function foundShield(shield: Shield, actor: Actor): Found {
  return isOpen('place', stateOf({ shield })) && mayTake('place', shield, actor) ? 'asked' : 'before'
}

/** Which rows are about nobody; null: none is. */
export function faultOf(found: readonly Found[]): Fault | null {
  const rows = [...found.entries()].filter(([, one]) => one === 'nobody').map(([row]) => row)
  if (rows.length === 0) return null
  const places = rows.slice(0, MOST_PLACES).map((row) => ({ field: `rows.${row}.childId`, rule: 'isOfThisDesk' }))
  return new Fault(
    'invalid-request',
    `Nothing was applied: ${rows.length} rows are about no child of your desk`,
    places,
  )
}

/** The rows to apply, one a child. */
export function placeable(rows: readonly RowToShield[], found: readonly Found[]): RowToShield[] {
  const fresh = rows.filter((_row, n) => found[n] === 'open' || found[n] === 'asked')
  return [...new Map(fresh.map((row) => [row.childId, row])).values()]
}
