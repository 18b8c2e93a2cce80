import { NATIONAL_DESK, type Desk } from '@contactpoint/contracts'
import type { Protection } from '../protection/protection.schema.ts'

/** So many different people must be able to act at a desk: one places, another confirms (S24). */
export const FEWEST_OFFICERS = 2

/**
 * The desk that decides about a child of this authority: its own, or the national one where there is no authority, or it has no officers
 * and so has not begun.
 *
 * @param authority undefined: the directory has not said yet, and nobody's desk it is
 */
export function deskOf(authority: string | null | undefined, desks: readonly Desk[]): string | null {
  if (authority === undefined) return null
  return desks.some((desk) => desk.authority === authority) ? authority : NATIONAL_DESK
}

/** Whether this is a shield of a desk. A part of another record has none of its own. */
export function isOf(
  desk: string,
  protection: Pick<Protection, 'shield' | 'mergedInto'> | null,
  desks: readonly Desk[],
): protection is Protection {
  if (!protection?.shield || protection.mergedInto) return false
  return deskOf(protection.shield.authority, desks) === desk
}

/** A condition on the authority of a child: that it is the caller's, or for the national desk none that has one of its own. */
export function authoritiesOf(authority: string, desks: readonly Desk[]): { is: string } | { isNone: string[] } {
  if (authority !== NATIONAL_DESK) return { is: authority }
  return { isNone: desks.map((desk) => desk.authority).filter((one) => one !== NATIONAL_DESK) }
}

/** Desks where too few can act. */
export function understaffed(desks: readonly Desk[]): Desk[] {
  return desks.filter(({ officers }) => officers < FEWEST_OFFICERS)
}
