import { exactKeyOf } from './linking-rule.ts'
import { hiddenFactsOf } from './near/hidden-facts.ts'
import type { MatchRecord } from './traits.ts'

/** Postcode, eight carers and phones, four identifiers, eight former names, the exact key. */
export const MOST_LINK_KEYS = 30

/**
 * The keys under which the directory stores a child, unique: that of the declared rule, `exact:sean|obrien|2015-03-02|LS14AP`, and
 * its facts, `postcode:LS14AP`, `carer:maryobrien`, `phone:07700900123`, `upn:H801200001001`.
 */
export function linkKeys(child: MatchRecord): string[] {
  const exact = exactKeyOf(child)
  return [...new Set([...(exact ? [`exact:${exact}`] : []), ...hiddenFactsOf(child)])]
}
