import type {
  FoundChild,
  FoundChildren,
  PolicyViews,
  RunSearch,
  SearchHit,
  SearchResult,
} from '@contactpoint/contracts'
import { searchCost } from '../budgets/spending.rules.ts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** A search as the log says it: criteria and case reference are sealed there. */
export function searchAsked({ reason, criteria, caseReference }: RunSearch): Asked {
  return {
    action: 'search',
    reason,
    particulars: { criteria: { ...criteria }, caseReference: caseReference ?? null },
    costs: searchCost(criteria),
  }
}

/** What was found, as it may leave under these stances and this policy. */
export function shownHits(
  { hits: found, refine }: FoundChildren,
  stances: ReadonlyMap<string, Stance>,
  views: PolicyViews,
): Reading<Pick<SearchResult, 'hits' | 'refine'>> {
  const hits = found.flatMap((hit) => toHit(hit, stances.get(hit.childId)!, views) ?? [])
  return {
    content: { hits, refine },
    outcome: refine ? 'too-many' : 'shown',
    children: hits.map(({ childId, shielded }) => ({ childId, shown: shielded ? 'visible' : 'full' })),
    stances: hits.map(({ childId }) => stances.get(childId)!),
  }
}

/** A hit as it may leave, or null: a child that is shielded, or covered by one of its household, was never found by a hidden key alone. */
export function toHit(found: FoundChild, { view, isSealed }: Stance, { full }: PolicyViews): SearchHit | null {
  if (isSealed) return null
  const { childId, name, dateOfBirth, gender, byVisibleKeys, postcode, schoolName } = found
  const visible = { childId, name, dateOfBirth, gender }
  if (view === 'full' && !found.covered)
    return { ...visible, shielded: false, postcode: full.includes('address') ? postcode : null, schoolName }
  return byVisibleKeys ? { ...visible, shielded: true } : null
}
