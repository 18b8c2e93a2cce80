import type { Caller } from '@contactpoint/bus'
import type {
  InvolvementFound,
  InvolvementsListed,
  PlaceKind,
  ReviewInvolvements,
  ReviewedInvolvement,
} from '@contactpoint/contracts'
import type { Stance } from '../protection/protection.rules.ts'
import type { Asked, Reading } from '../release/release.rules.ts'

/** An involvement that is added, as the log says it: of which service is nobody's business who reads that. */
export const ADDING_ASKED: Asked = { action: 'involvement-add', reason: null, particulars: {} }

/** A change of an involvement, or a word about its contact. */
export function changeAsked(involvementId: string): Asked {
  return { action: 'involvement-change', reason: null, particulars: { involvementId } }
}

export function reportAsked(involvementId: string): Asked {
  return { action: 'contact-report', reason: null, particulars: { involvementId } }
}

/** A look of the management team at all involvements of a child. */
export function reviewAsked({ reason, caseReference }: ReviewInvolvements): Asked {
  return { action: 'involvement-review', reason, particulars: { caseReference: caseReference ?? null } }
}

/** Which of the public lists a code is of. */
export function listOf(code: string): PlaceKind {
  if (/^\d{3}$/.test(code)) return 'authority'
  return /^\d{6}$/.test(code) ? 'school' : 'practice'
}

/** Only people of the owning organisation may change an involvement, and who recorded it. */
export function mayChange(
  { authority, organisation, personId }: Pick<Caller, 'authority' | 'organisation' | 'personId'>,
  { owner, recordedBy }: Pick<InvolvementFound, 'owner' | 'recordedBy'>,
): boolean {
  return personId === recordedBy || (authority === owner.authority && organisation === owner.organisation)
}

/** Whoever is shown a contact may say that it is wrong, and whoever may change it; nobody whom it is hidden from. */
export function mayReport(caller: Caller, found: InvolvementFound, { view }: Pick<Stance, 'view'>): boolean {
  if (found.isWithdrawn) return false
  if (mayChange(caller, found)) return true
  const isShown = found.isChildShown && view === 'full'
  return isShown && (!found.isSensitive || isTheirs(caller, found.childAuthority))
}

/** The management team of the authority that is responsible for the child: nobody else sees sensitive services (S33). */
export function isTheirs(
  { role, authority }: Pick<Caller, 'role' | 'authority'>,
  childAuthority: string | null,
): boolean {
  return role === 'cpmt' && childAuthority !== null && authority === childAuthority
}

/** A step that may be taken about this child. Nothing of it leaves by it. */
export function stepTaken(stance: Stance): Reading<true> {
  const child = { childId: stance.childId, shown: 'nothing' as const }
  return { content: true, outcome: 'done', children: [child], stances: [stance] }
}

/** All involvements as they may leave. */
export function reviewShown({ items }: InvolvementsListed, stance: Stance): Reading<ReviewedInvolvement[]> {
  return { content: items, outcome: 'shown', children: [{ childId: stance.childId, shown: 'full' }], stances: [stance] }
}
