import { candidateKeys, MOST_CANDIDATE_KEYS } from './children/child-keys.ts'
import { hiddenFactsOf } from './near/hidden-facts.ts'
import type { MatchRecord } from './traits.ts'

/** Beside those of candidates: postcode, eight carers, eight phones, eight former names. Numbers are among both. */
export const MOST_LINK_KEYS = MOST_CANDIDATE_KEYS + 1 + 3 * 8

/**
 * The keys under which the directory stores a child, unique: those by which rows find it (`candidateKeys`), and its facts, by which the near test
 * does: `postcode:LS14AP`, `carer:maryobrien`, `phone:07700900123`, `upn:H801200001001`.
 */
export function linkKeys(child: MatchRecord): string[] {
  return [...new Set([...candidateKeys(child), ...hiddenFactsOf(child)])]
}
