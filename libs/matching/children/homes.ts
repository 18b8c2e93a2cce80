import { postcode } from '../fields/postcode.ts'
import type { MatchRecord } from '../traits.ts'

/** Where somebody lives, `LS14AP`; null where no postcode says it, or one that stands for no place. */
export function homeOf({ address }: Pick<MatchRecord, 'address'>): string | null {
  const home = address && postcode.prepare(address.postcode)
  return home?.isWhole ? home.text : null
}

/** The key of a home: a fact of who lives there, and so among `linkKeys`. */
export function homeKey(home: string): string {
  return `postcode:${home}`
}
