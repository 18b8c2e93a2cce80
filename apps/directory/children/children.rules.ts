import type { FullChild, Gender, Place, VisibleChild } from '@contactpoint/contracts'
import { linkKeys, type MatchRecord } from '@contactpoint/matching'
import type { Child, ChildDocument, Visibility } from './children.schema.ts'
import { toSources, type ReadProvenance } from './sources.rules.ts'

/** Fields of the visible view, as a Mongo projection: what is not named here is not read. */
export const VISIBLE_FIELDS = { name: 1, dateOfBirth: 1, gender: 1 } as const
/** What the full view holds beyond the visible one. */
export const HIDDEN_FIELDS = [
  'dateOfDeath',
  'formerNames',
  'address',
  'carers',
  'education',
  'gpPracticeCode',
  'services',
  'authority',
] as const

export type VisibleFields = Pick<Child, 'childId' | keyof typeof VISIBLE_FIELDS>
/** `provenance` is read of a child alone that nothing protects. */
export type FullFields = VisibleFields & Pick<Child, (typeof HIDDEN_FIELDS)[number]> & { provenance?: ReadProvenance }

export function toVisibleFields({ childId, name, dateOfBirth, gender }: VisibleFields): VisibleFields {
  return { childId, name, dateOfBirth, gender }
}

export function isFull(fields: VisibleFields | FullFields): fields is FullFields {
  return 'address' in fields
}

/** What a list of hits may hold; address and education are null for a restricted child. */
export type HitFields = VisibleFields & Pick<Child, 'address' | 'education' | 'covered'>

/** What feeds say of who works with a child: hidden by a shield. */
export type FedFields = Pick<Child, 'childId' | 'education' | 'gpPracticeCode' | 'services' | 'authority'>

/** What linking and the near test look at. */
export type Comparable = Pick<
  Child,
  'name' | 'formerNames' | 'dateOfBirth' | 'gender' | 'address' | 'identifiers' | 'carers'
>

/** A record that may be near a restricted child. */
export type NearCandidate = Comparable & Pick<Child, 'childId' | 'restricted'>

/** A child, and how it is to be kept now that it was held against restricted ones. */
export interface Settled {
  child: Child
  visibility: Extract<Visibility, 'visible' | 'quarantined'>
  covered: boolean
}

/** Whether a child waits for the shield that a source has asked for: nothing makes it visible before that is there. */
export function isHeldBack({ awaitingShield, restricted }: Pick<Child, 'awaitingShield' | 'restricted'>): boolean {
  return awaitingShield !== undefined && !restricted
}

/** Somebody else wrote the child since it was read: read it again and start over. */
export class StaleChild extends Error {
  override readonly name = 'StaleChild'
}

/** Whose records there are: those born since the one day, who have not died before the other. */
export interface Living {
  bornFrom: string
  diedFrom: string
}

/** Records end on the 18th birthday (S32), and a year after a death. */
export function livingOn(today: string): Living {
  return { bornFrom: dayAfterYears(today, 18), diedFrom: dayAfterYears(today, 1) }
}

/** Whether no shield hides anything of a record, its own or another one's. */
export function isUnprotected({
  visibility,
  restricted,
  covered,
}: Pick<Child, 'visibility' | 'restricted' | 'covered'>): boolean {
  return visibility === 'visible' && !restricted && !covered
}

/** Whether everybody who may look at children sees all of its record: it has not ended, and no shield hides anything of it. */
export function isShown(
  child: Pick<Child, 'visibility' | 'restricted' | 'covered' | 'dateOfBirth' | 'dateOfDeath'>,
  { bornFrom, diedFrom }: Living,
): boolean {
  const { dateOfBirth, dateOfDeath } = child
  return isUnprotected(child) && dateOfBirth >= bornFrom && (dateOfDeath === null || dateOfDeath >= diedFrom)
}

/** The day after this day so many years ago. */
function dayAfterYears(today: string, years: number): string {
  const [year, month, day] = today.split('-').map(Number) as [number, number, number]
  return new Date(Date.UTC(year - years, month - 1, day + 1)).toISOString().slice(0, 10)
}

/**
 * Of whom a death ends the record. A shield hides that a child has died, so it ends no record that one cuts: that somebody is no longer
 * found would tell it. Of search keys, `restricted` is true of what is covered too.
 */
export function unlessLongDead(diedFrom: string): { $nor: object[] } {
  return { $nor: [{ dateOfDeath: { $lt: diedFrom }, restricted: false, covered: { $ne: true } }] }
}

export function toVisibleChild({ childId, name, dateOfBirth, gender }: VisibleFields): VisibleChild {
  return { childId, name: { given: name.given, family: name.family }, dateOfBirth, gender }
}

export function toFullChild(
  child: FullFields,
  school: Place | null,
  authority: Place | null,
): Omit<FullChild, 'involvements'> {
  return {
    ...toVisibleChild(child),
    dateOfDeath: child.dateOfDeath,
    formerNames: child.formerNames,
    address: child.address,
    carers: child.carers,
    education: child.education && { ...child.education, schoolName: school?.name ?? null },
    gpPracticeCode: child.gpPracticeCode,
    authority,
    ...(child.provenance && { sources: toSources({ ...child, provenance: child.provenance }) }),
  }
}

/** A child as linking and the near test compare it. */
export function toMatchRecord(child: Comparable): MatchRecord & { gender: Gender } {
  return { ...child, formerFamilyNames: child.formerNames.map(({ family }) => family) }
}

/** A child as it is stored. */
export function toDocument(child: Child): ChildDocument {
  const { childId, ...fields } = child
  return { _id: childId, ...fields, linkKeys: linkKeys(toMatchRecord(child)) }
}
