import { identifiersConflict, type MatchIdentifier } from './identifiers.ts'
import { foldName, postcodeKey } from '@contactpoint/text'
import type { MatchName, MatchRecord } from './traits.ts'

/** A child in the directory that a row might be. */
export interface LinkCandidate {
  readonly childId: string
  /** See {@link nameKey}. */
  readonly nameKey: string
  readonly dateOfBirth: string
  /** In any written form; null when no address is known. */
  readonly postcode: string | null
  readonly identifiers: readonly MatchIdentifier[]
  /** The row's source record (source and record id) is already linked to this child. */
  readonly isLinked: boolean
}

export type LinkDecision =
  | { decision: 'same'; childId: string; reason: 'same-source-record' | 'same-name-birth-date-postcode' }
  | { decision: 'unsure'; reason: 'conflicting-identifier' | 'several-candidates' | 'somebody-else' }
  | { decision: 'new' }

/**
 * The declared linking rule: a row is a child the directory knows when its source record is already linked to that
 * child, or when first given name, family name, birth date and postcode are all equal and no other child has the same
 * four. A trusted identifier that contradicts (a valid permanent UPN or NHS number on both sides, and different) vetoes
 * either, and so do several candidates, and a linked row that agrees with its child in neither name nor birth date: a reference that was given
 * to somebody else makes nobody into somebody else. A person decides. Everything else is new. A wrong link discloses one child's
 * record as another's; a missed one is mended later, so the rule errs towards new.
 *
 * @param candidates in any order; what is neither linked nor equal in those four is ignored
 */
export function decideLink(row: MatchRecord, candidates: readonly LinkCandidate[]): LinkDecision {
  const linked = candidates.filter((candidate) => candidate.isLinked)
  const key = exactKeyOf(row)
  const equal = linked.length > 0 ? linked : candidates.filter((candidate) => key !== null && keyOf(candidate) === key)
  const [only] = equal
  if (!only) return { decision: 'new' }
  if (equal.length > 1) return { decision: 'unsure', reason: 'several-candidates' }
  if (identifiersConflict(row.identifiers, only.identifiers)) {
    return { decision: 'unsure', reason: 'conflicting-identifier' }
  }
  if (only.nameKey !== nameKey(row.name) && only.dateOfBirth !== row.dateOfBirth)
    return { decision: 'unsure', reason: 'somebody-else' }
  const reason = only.isLinked ? 'same-source-record' : 'same-name-birth-date-postcode'
  return { decision: 'same', childId: only.childId, reason }
}

/**
 * The key of a name for exact equality: `sean|obrien`. The first given name only, because many sources drop middle
 * names and none drops the first, while brothers and sisters, twins above all, never share it.
 */
export function nameKey({ given, family }: MatchName): string {
  return `${foldName(given[0] ?? '')}|${foldName(family)}`
}

/** The key whose equality is the declared rule's evidence: `sean|obrien|2015-03-02|LS14AP`. */
export function exactKey(name: MatchName, dateOfBirth: string, postcode: string): string {
  return `${nameKey(name)}|${dateOfBirth}|${postcodeKey(postcode)}`
}

/** The {@link exactKey} of a record, or null when it has no address: two unknown addresses are not the same address. */
export function exactKeyOf(record: MatchRecord): string | null {
  return record.address ? exactKey(record.name, record.dateOfBirth, record.address.postcode) : null
}

function keyOf({ nameKey: name, dateOfBirth, postcode }: LinkCandidate): string | null {
  return postcode === null ? null : `${name}|${dateOfBirth}|${postcodeKey(postcode)}`
}
