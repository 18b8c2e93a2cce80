import { postcode } from '../fields/postcode.ts'
import type { MatchRecord } from '../traits.ts'

/**
 * What a home says that only one of the two records shows, in bits. Of strangers with one name and birth date one in a million and a half lives at any
 * one postcode; of those who moved every third has been told of at both homes, and of three in four a brother or sister has moved with them (England of
 * libs/synthetic). Counted less than that: who writes addresses has copied some.
 */
const HOME_BITS = 15

/** What is known of homes beside those that two records show. */
export interface KnownHomes {
  /** Postcodes at which any source has said that the child lives. */
  readonly homesTold?: readonly string[]
  /** Another child has moved between the two homes. */
  readonly movedTogether?: boolean
}

/** Where somebody lives, `LS14AP`; null where no postcode says it, or one that stands for no place. */
export function homeOf({ address }: Pick<MatchRecord, 'address'>): string | null {
  const home = address && postcode.prepare(address.postcode)
  return home?.isWhole ? home.text : null
}

/** The key of a home, among those of `linkKeys`. */
export function homeKey(home: string): string {
  return `postcode:${home}`
}

/** Bits for one child, of a row that says that it lives elsewhere than its record. */
export function homeBits(
  row: Pick<MatchRecord, 'address'>,
  { homesTold = [], movedTogether = false }: KnownHomes,
): number {
  const home = homeOf(row)
  const isTold = home !== null && homesTold.some((told) => homeOf({ address: { postcode: told } }) === home)
  return isTold || movedTogether ? HOME_BITS : 0
}
